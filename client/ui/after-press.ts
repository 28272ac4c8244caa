/**
 * Runs `act` once no finger or mouse button is down. What changes the layout when a field loses the focus must wait for
 * that: else the button that was being pressed moves away under the finger, and the press is lost.
 */
export function afterPress(act: () => void): void {
  // One task later, because the focus moves before the browser marks what is pressed.
  setTimeout(() => {
    if (document.querySelector(':active') === null) act()
    else addEventListener('pointerup', () => setTimeout(act), { once: true })
  })
}
