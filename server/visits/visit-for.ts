/** A visit as one of its people gets it. The one place that decides who reads what somebody wrote alone. */
import { createHash } from 'node:crypto'
import type { Visit, VisitAnswer } from '#shared/visit/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { listAgreements } from '../versions/agreement.ts'
import type { VisitDeps } from './acts.ts'
import { countScreens, findLastVisit, listVisitMembers, type VisitRow } from './store.ts'

/** A mark that names an answer by its content. */
export const markOf = (answer: unknown): string => createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)

/** The visit that runs, or the last one, for this reader. */
export async function visitFor(deps: VisitDeps, reader: PlanGrant): Promise<VisitAnswer> {
  const row = await findLastVisit(deps.db, reader.planId)
  const visit = row === undefined ? null : await toVisit(deps, reader, row)
  return { visit, mark: markOf(visit) }
}

async function toVisit(deps: VisitDeps, reader: PlanGrant, row: VisitRow): Promise<Visit> {
  const members = new Map((await listSeenMembers(deps.db, reader)).map((member) => [member.id, member]))
  const rows = await listVisitMembers(deps.db, row.id)
  const signatures = row.agreedVersionId === null ? [] : ((await listAgreements(deps, reader)).get(row.agreedVersionId) ?? [])
  const { id, startedAt, startedBy, endedAt, place, goalId, code, agreedVersionId, versionId, nextWords } = row
  const areLanesShown = row.shownAt !== null
  return {
    id, startedAt, startedBy, endedAt, place, goalId, code, areLanesShown, agreedVersionId, versionId, nextWords,
    joinUrl: joinUrlOf(deps, row),
    people: rows.flatMap(({ memberId, leftAt, lane, isReady, ranking }) => {
      const member = members.get(memberId)
      if (member === undefined) return []
      const isHere = leftAt === null && member.removedAt === null
      return [{ memberId, name: member.name, role: member.role, isHere, isReady, lane: laneFor(reader.memberId, memberId, lane, areLanesShown), ranking }]
    }),
    signatures: signatures.map(({ memberId, at, dissent, hasChanged }) => ({ memberId, at, dissent, hasChanged })),
    screenCount: await countScreens(deps.db, id),
  }
}

/** What this reader gets of what somebody wrote alone: before it is shown, only their own. The big screen is nobody. */
export const laneFor = (reader: string | null, author: string, lane: string, areShown: boolean): string | null =>
  areShown || reader === author ? lane : null

/** The link in the QR code. */
export const joinUrlOf = ({ config }: VisitDeps, { planId, code }: { planId: string; code: string }): string =>
  `${config.publicUrl}/c/${planId}/visit?join=${code}`
