/** Other people's carets: a coloured line with a name, each colour with its own shape, hidden from screen readers. */
import { presenceColors, type PresenceColor, type PresenceState } from '#shared/protocol/presence.ts'

type User = Partial<PresenceState['user']>

const tintOf = (user: User): PresenceColor => (presenceColors as readonly string[]).includes(user.tint ?? '') ? (user.tint as PresenceColor) : 'slate'

/** The caret of another person, as y-prosemirror draws it. */
export function caretOf(user: User): HTMLElement {
  const caret = document.createElement('span')
  caret.className = 'caret'
  caret.dataset.tint = tintOf(user)
  caret.setAttribute('aria-hidden', 'true')
  const name = document.createElement('span')
  name.className = 'caret-name'
  name.textContent = user.name ?? ''
  // Word joiners keep the caret from making a break of its own in the line.
  caret.append('\u2060', name, '\u2060')
  return caret
}

/** The look of another person's selection. */
export const selectionOf = (user: User): { class: string; 'data-tint': string } => ({ class: 'selection', 'data-tint': tintOf(user) })
