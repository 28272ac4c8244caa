/** How the app looks on this device. Kept on the device and not in the account: a phone at night differs from a desk. */
export type Theme = 'auto' | 'light' | 'dark'

/** The looks to choose from, in words. */
export const themeChoices: readonly { value: Theme; name: string; detail: string }[] = [
  { value: 'auto', name: 'As the device', detail: 'Follows day and night of this device' },
  { value: 'light', name: 'Light', detail: 'Dark words on a light page' },
  { value: 'dark', name: 'Dark', detail: 'Light words on a dark page, easier at night' },
]

const storageKey = 'samepage.theme'

/** The choice kept on this device; `auto` follows the device. */
export const chosenTheme = (): Theme => themeNamed(localStorage.getItem(storageKey))

/** Keeps a choice on this device and shows it at once. */
export function chooseTheme(name: string): void {
  localStorage.setItem(storageKey, name)
  applyTheme(themeNamed(name))
}

const themeNamed = (name: string | null): Theme => themeChoices.find((choice) => choice.value === name)?.value ?? 'auto'

export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
