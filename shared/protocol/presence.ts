/** What people see of each other while they are in a plan: identity from the server, place from the device. No words. */
import type { Role } from '../access.ts'

/** The eight colours of screens.md. Each also has its own caret shape: never colour alone. */
export const presenceColors = ['teal', 'plum', 'blue', 'rust', 'olive', 'rose', 'slate', 'brown'] as const
export type PresenceColor = (typeof presenceColors)[number]

export type PresenceState = {
  user: { memberId: string; name: string; role: Role; tint: PresenceColor }
  /** The field the person is in, such as `goals/<id>/title`. */
  where: string | null
  /** Yjs relative positions of the caret. */
  cursor: { anchor: object; head: object } | null
}
