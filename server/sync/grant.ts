import type { Role } from '#shared/access.ts'
import type { Part } from '#shared/plan/parts.ts'

/** What one account may do with one part, decided when the channel opens and carried by it [A7]. */
export type PartGrant = {
  readonly planId: string
  readonly partId: string
  readonly part: Part
  readonly access: 'write' | 'read'
  /** Whether the same member may write the `plan` part: in a journal, who settles suggestions [A5]. */
  readonly mayEditPlan: boolean
  readonly memberId: string
  readonly accountId: string
  readonly name: string
  readonly role: Role
  readonly epoch: number
}
