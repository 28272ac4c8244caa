/**
 * Keeps plans open for as long as they are needed: while a page shows them, for a moment longer so that going from page
 * to page keeps the connection, and until every change on this device is on the server's disk.
 */
import type { PlanAccess } from '#shared/plan/api.ts'
import { openPlan, type PlanSession } from './open-plan.ts'

const lingerMs = 10_000

type Holding = { session: PlanSession; holders: number; stopWaiting: () => void }

const holdings = new Map<string, Holding>()

/** What a session depends on: other rights mean another session. */
const keyOf = (planId: string, access: PlanAccess): string =>
  [planId, access.memberId, ...access.parts.map((part) => `${part.id}=${part.access}`)].join(' ')

/** The open plan, opened now if it is not yet. Give it back with `release`. */
export function hold(planId: string, access: PlanAccess): PlanSession {
  const key = keyOf(planId, access)
  const found = holdings.get(key)
  // One whose connection was ended for good is of no use to anybody: the new page starts afresh.
  const isUsable = found !== undefined && found.session.connections.every(({ obstacle }) => obstacle?.isFinal !== true)
  const holding = isUsable ? found : { session: openPlan(planId, access), holders: 0, stopWaiting: () => undefined }
  if (!isUsable && found !== undefined) close(key, found)
  holding.stopWaiting()
  holding.holders += 1
  holdings.set(key, holding)
  return holding.session
}

/** A page no longer shows the plan. */
export function release(session: PlanSession): void {
  const entry = [...holdings].find(([, holding]) => holding.session === session)
  if (entry === undefined) return
  const [key, holding] = entry
  holding.holders -= 1
  if (holding.holders > 0) return
  const closeIfDone = () => {
    if (session.connections.every(({ waiting, obstacle }) => waiting === 0 || obstacle?.isFinal)) close(key, holding)
  }
  const timer = setInterval(closeIfDone, lingerMs)
  holding.stopWaiting = () => clearInterval(timer)
}

function close(key: string, holding: Holding): void {
  holding.stopWaiting()
  if (holdings.get(key) === holding) holdings.delete(key)
  holding.session.undoing.destroy()
  for (const connection of holding.session.connections) connection.close()
}

/** Changes on this device, over all open plans, that the server does not have yet. */
export const waitingChanges = (): number =>
  [...holdings.values()].flatMap(({ session }) => session.connections).reduce((sum, { waiting }) => sum + waiting, 0)

// Closing the window would lose them: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if (waitingChanges() > 0) event.preventDefault()
})
