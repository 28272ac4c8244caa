/**
 * Puts elements into an order without moving the one that holds the focus: the others are moved around it. An element
 * that is taken out and put back loses its focus, its caret and an open phone keyboard.
 */
export function arrange(container: HTMLElement, ordered: readonly HTMLElement[]): void {
  const focused = ordered.findIndex((element) => element.contains(document.activeElement))
  const pivot = Math.max(0, focused)
  for (let i = pivot - 1; i >= 0; i -= 1) {
    const element = ordered[i] as HTMLElement
    const next = ordered[i + 1] as HTMLElement
    if (element.nextElementSibling !== next) container.insertBefore(element, next)
  }
  for (let i = pivot + 1; i < ordered.length; i += 1) {
    const element = ordered[i] as HTMLElement
    const previous = ordered[i - 1] as HTMLElement
    if (previous.nextElementSibling !== element) container.insertBefore(element, previous.nextElementSibling)
  }
}
