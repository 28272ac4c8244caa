/** The people of a simulated plan and their rights, as the database has them. */
import type { PartAccess, Role } from '#shared/access.ts'
import { parsePart, type Part } from '#shared/plan/parts.ts'
import { decidePart } from '../../../server/access/policy.ts'
import { AppError } from '../../../server/errors.ts'
import type { PartGrant } from '../../../server/sync/grant.ts'

export const planId = '99999999-0000-4000-8000-000000000000'
export const partIds = ['plan', 'journal.team'] as const
export type PartId = (typeof partIds)[number]

export type Member = {
  readonly memberId: string
  readonly name: string
  role: Role
  epoch: number
  isRemoved: boolean
  /** Whether this member ever had fewer rights than to write everything. */
  wasCurbed: boolean
  /** When this member's rights last changed, in milliseconds of the simulation. */
  changedAtMs: number
}

export class CareTeam {
  readonly members: readonly Member[] = ['a', 'b', 'c', 'd', 'e'].map((letter) => ({
    memberId: `${letter.repeat(8)}-0000-4000-8000-000000000000`,
    name: `Person ${letter}`, role: 'guardian', epoch: 1, isRemoved: false, wasCurbed: false, changedAtMs: 0,
  }))

  /** The member with the crafted client, where the story has one. */
  hostileId: string | null = null

  /** Whom a member names co-author: never the one with the crafted client, whose forbidden words would be allowed by then. */
  trustedBy(memberId: string): string[] {
    return this.members.map((other) => other.memberId).filter((other) => other !== memberId && other !== this.hostileId)
  }

  member(memberId: string): Member | undefined {
    return this.members.find((member) => member.memberId === memberId)
  }

  /** The epochs of those who are in the team. */
  get epochs(): ReadonlyMap<string, number> {
    return new Map(this.members.filter(({ isRemoved }) => !isRemoved).map(({ memberId, epoch }) => [memberId, epoch]))
  }

  change(member: Member, role: Role, isRemoved: boolean, nowMs: number): void {
    member.changedAtMs = nowMs
    member.role = role
    member.isRemoved = isRemoved
    member.epoch += 1
    member.wasCurbed ||= isRemoved || partIds.some((partId) => this.accessOf(member, partId) !== 'write')
  }

  accessOf(member: Member, partId: string): PartAccess {
    return member.isRemoved ? 'none' : decidePart(parsePart(partId) as Part, member)
  }

  /** Throws `not-allowed` where the member may not open the part, and `not-found` where there is none. */
  grant(member: Member, partId: string): PartGrant {
    const part = parsePart(partId)
    if (part === null) throw new AppError('not-found')
    const access = this.accessOf(member, partId)
    if (access === 'none') throw new AppError('not-allowed')
    const { memberId, name, role, epoch } = member
    const mayEditPlan = this.accessOf(member, 'plan') === 'write'
    return { planId, partId, part, access, mayEditPlan, memberId, accountId: `account of ${memberId}`, name, role, epoch }
  }
}
