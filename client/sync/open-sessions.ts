/**
 * Keeps plans open for as long as they are needed: while a page shows them, for a moment longer so that going from page
 * to page keeps the connection, and until every change on this device is on the server's disk.
 */
import type { PlanAccess } from '#shared/plan/api.ts'
import { onWipe } from './device-store/wipe.ts'
import { openPlan, type PlanSession } from './open-plan.ts'
import type { PartConnection } from './part-connection.ts'

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
  // After signing in again the same person goes on where they were, unsent words included. A session that was ended for
  // good in another way is of no use to anybody: the new page starts afresh.
  const isUsable = found !== undefined && found.session.connections.every(canGoOn)
  if (isUsable) for (const connection of found.session.connections) if (connection.obstacle?.code === 'signed-out') connection.retry()
  const holding = isUsable ? found : { session: openPlan(planId, access), holders: 0, stopWaiting: () => undefined }
  if (!isUsable && found !== undefined) close(key, found)
  holding.stopWaiting()
  holding.holders += 1
  holdings.set(key, holding)
  if (isUsable) void holding.session.copies.keep()
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
    if (session.connections.every((connection) => unsentOf(connection) === 0 || !canGoOn(connection))) close(key, holding)
  }
  const timer = setInterval(closeIfDone, lingerMs)
  holding.stopWaiting = () => clearInterval(timer)
}

/** Whether the plan is open, and what it has to send is on its way or waits for the network. */
export const isSending = (planId: string): boolean =>
  [...holdings.values()].some(({ session }) => session.planId === planId && session.connections.every(({ obstacle }) => obstacle?.isFinal !== true))

const canGoOn = ({ obstacle }: PartConnection): boolean => obstacle?.isFinal !== true || obstacle.code === 'signed-out'

function close(key: string, holding: Holding): void {
  holding.stopWaiting()
  if (holdings.get(key) === holding) holdings.delete(key)
  holding.session.undoing.destroy()
  for (const connection of holding.session.connections) connection.close()
}

const openConnections = (): PartConnection[] => [...holdings.values()].flatMap(({ session }) => [...session.connections])

/** Changes on this device, over all open plans, that the server does not have yet. */
export const waitingChanges = (): number => openConnections().reduce((sum, connection) => sum + unsentOf(connection), 0)

/** Words that were put aside for their person are waiting for nothing. */
const unsentOf = ({ copy, waiting }: PartConnection): number => (copy.isSetAside ? 0 : waiting)

/** Begins to keep copies of all open plans on this device. */
export async function keepOpenPlans(): Promise<void> {
  await Promise.all([...holdings.values()].map(({ session }) => session.copies.keep()))
}

// Signing out ends every plan at once, whatever is waiting; a device that is no longer the person's own keeps no copy.
onWipe((reason) => {
  for (const [key, holding] of holdings) {
    if (reason === 'signed-out') close(key, holding)
    else holding.session.copies.stop()
  }
})

// Closing the window would lose what is on neither disk: the browser asks first.
window.addEventListener('beforeunload', (event) => {
  if (openConnections().some(({ unkept }) => unkept > 0)) event.preventDefault()
})
