/** Opens a plan on this device: one socket with a channel a part, and one undo over all of them. */
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { audienceOf } from '#shared/journal/audience.ts'
import type { PlanAccess } from '#shared/plan/api.ts'
import { rootOf } from '#shared/plan/containers.ts'
import { parsePart, shapeOf } from '#shared/plan/parts.ts'
import { PlanCopies } from './device-store/plan-copies.ts'
import { PartConnection } from './part-connection.ts'
import { PlanSocket } from './plan-socket.ts'
import { PlanUndo, uiOrigin } from './plan-undo.ts'
import { SessionCopies } from './session-copies.ts'

export type PartHandle = {
  partId: string
  doc: Y.Doc
  awareness: Awareness
  canWrite: boolean
  /** One undoable change. Every write of a value (status, date, order, a new entity) goes through it. */
  change(act: () => void): void
  /** A change that undo leaves alone: what is put on record is taken back by a new change, never unmade. */
  record(act: () => void): void
}

export type PlanSession = {
  planId: string
  memberId: string
  /** Null where this member does not get the part. */
  plan: PartHandle | null
  /** The journals that this member reads: the care team's first. Each has another audience. */
  journals: readonly PartHandle[]
  /** A clinician's private working notes, which nobody else reads; null for others. */
  notes: PartHandle | null
  connections: readonly PartConnection[]
  undoing: PlanUndo
  copies: SessionCopies
}

/** The parts that this version of the app shows. All go through one socket, and an empty journal costs next to nothing. */
const isShown = (partId: string): boolean => partId === 'plan' || isNotes(partId) || audienceOf(partId) !== null

const isNotes = (partId: string): boolean => parsePart(partId)?.kind === 'notes'

/** Opens the plan with the parts that the server lists for this member. */
export function openPlan(planId: string, access: PlanAccess): PlanSession {
  const socket = new PlanSocket(`${location.origin.replace(/^http/, 'ws')}/sync/${planId}`)
  const copies = new PlanCopies(planId, access.memberId)
  const connections = access.parts
    .filter((part) => isShown(part.id))
    .map((part) => new PartConnection(socket, part.id, part.access === 'write', copies.openIfWanted(part.id)))
  const undoing = new PlanUndo(connections.map(({ partId, doc }) => ({ doc, types: rootsOf(partId, doc) })))
  const handles = connections.map((connection) => toHandle(connection, undoing))
  return {
    planId, memberId: access.memberId, connections, undoing,
    plan: handles.find(({ partId }) => partId === 'plan') ?? null,
    journals: handles.filter(({ partId }) => audienceOf(partId) !== null),
    notes: handles.find(({ partId }) => isNotes(partId)) ?? null,
    copies: new SessionCopies(copies, connections),
  }
}

function toHandle({ partId, doc, awareness, canWrite }: PartConnection, undoing: PlanUndo): PartHandle {
  const change = (act: () => void) => {
    undoing.seal()
    doc.transact(act, uiOrigin)
    undoing.seal()
  }
  const record = (act: () => void) => doc.transact(act)
  return { partId, doc, awareness, canWrite, change, record }
}

function rootsOf(partId: string, doc: Y.Doc): Y.AbstractType<unknown>[] {
  const part = parsePart(partId)
  if (part === null) return []
  const shape = shapeOf(part)
  return Object.keys(shape.roots).map((name) => rootOf(doc, shape, name) as Y.AbstractType<unknown>)
}
