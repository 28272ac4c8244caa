/** Which conversations about the plan are open on the page, and which one the person is at. */
import { useSyncExternalStore } from 'react'

let open: ReadonlySet<string> = new Set()
let current: string | null = null
const listeners = new Set<() => void>()

function changed(): void {
  for (const listener of listeners) listener()
  markCurrent()
}

let sheet: CSSStyleSheet | null = null

/** By a rule of style: the words may be in an editor, where nobody else may touch an element. */
function markCurrent(): void {
  if (sheet === null) {
    sheet = new CSSStyleSheet()
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  }
  const rule = current === null ? '' : `mark.said[data-said~="${CSS.escape(current)}"] { border-block-end-style: solid; box-shadow: 0 0 0 2px var(--warn) }`
  sheet.replaceSync(rule)
}

/** Opens what was said at a place, and goes to one entry of it. */
export function showSaid(where: string, id: string | null): void {
  open = new Set([...open, where])
  current = id
  changed()
}

export function hideSaid(where: string): void {
  open = new Set([...open].filter((other) => other !== where))
  current = null
  changed()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useIsOpen = (where: string): boolean => useSyncExternalStore(subscribe, () => open.has(where))
export const useCurrent = (): string | null => useSyncExternalStore(subscribe, () => current)
