/** One device of a simulation: pages that are opened, crash and are opened again, and what their person has written. */
import * as Y from 'yjs'
import { rootOf } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { namedFrame } from '#shared/protocol/plan-frames.ts'
import { PlanUndo, uiOrigin } from '../../../client/sync/plan-undo.ts'
import type { Random } from '../random.ts'
import { addBareGoal, editPart } from '../legal-edits.ts'
import type { CareTeam, Member, PartId } from './care-team.ts'
import { DeviceCopy, emptyCopy, type KeptCopy } from './device-copy.ts'
import { openApp, openStock, type Page, type PagePart } from './pages.ts'
import type { Life, SimulatedClock } from './simulated-clock.ts'
import type { DeviceSocket, Line, SimulatedNetwork } from './simulated-network.ts'
import type { Trace } from './trace.ts'
import { contentOf, hasPending, mustHold, type PartTruth } from './truth.ts'
import type { WireWatch } from './wire-watch.ts'

export type DeviceDeps = {
  readonly clock: SimulatedClock
  readonly network: SimulatedNetwork
  readonly random: Random
  readonly trace: Trace
  readonly team: CareTeam
  /** The parts that people have open in this story. */
  readonly partIds: readonly PartId[]
  readonly truthOf: (partId: string) => PartTruth | undefined
  /** Notes whose a client id is. */
  readonly own: (clientId: number, memberId: string) => void
  readonly watch: (device: Device, line: Line) => WireWatch
}

/** `app`: the app's own code. A part id: a stock client on that part. */
export type DeviceKind = 'app' | PartId

export class Device {
  readonly name: string
  readonly member: Member
  readonly kind: DeviceKind
  readonly #deps: DeviceDeps
  readonly #copies: Map<string, KeptCopy> | null
  #life: Life
  #page: Page | null = null
  #undo: PlanUndo | null = null
  #isOnline = true
  #socket: DeviceSocket | null = null
  /** What was written here and may not be durable, by part. */
  #unsaved = new Map<string, Uint8Array[]>()

  constructor(name: string, member: Member, kind: DeviceKind, keepsCopies: boolean, deps: DeviceDeps) {
    this.name = name
    this.member = member
    this.kind = kind
    this.#deps = deps
    this.#copies = keepsCopies && kind === 'app' ? new Map() : null
    this.#life = { name, isAlive: false }
  }

  get isOpen(): boolean {
    return this.#page !== null
  }

  get isOnline(): boolean {
    return this.#isOnline
  }

  get life(): Life {
    return this.#life
  }

  get parts(): readonly PagePart[] {
    return this.#page?.parts ?? []
  }

  /** The connection that the page has last made. */
  get line(): Line | null {
    return this.#socket?.line ?? null
  }

  /** Whether the server has ended something for good, so that the page must be loaded again. */
  get isOver(): boolean {
    return this.parts.some(({ end }) => end !== null)
  }

  /** The parts that this member may open on a device of this kind. */
  get openable(): string[] {
    const wanted = this.kind === 'app' ? this.#deps.partIds : [this.kind]
    return wanted.filter((partId) => this.#deps.team.accessOf(this.member, partId) !== 'none')
  }

  open(): void {
    if (this.#page !== null || this.openable.length === 0) return
    const { clock, network } = this.#deps
    const life: Life = { name: this.name, isAlive: true }
    this.#life = life
    const dialled = (socket: DeviceSocket) => {
      this.#socket = socket
    }
    const Base = network.socketsOf(life, () => this.#isOnline, (line) => this.#watch(line))
    const Socket = class extends Base {
      constructor(url: string | URL) {
        super(url)
        dialled(this as unknown as DeviceSocket)
      }
    }
    const before = clock.current
    clock.current = life
    this.#page = this.#load(Socket)
    for (const part of this.#page.parts) this.#follow(part)
    const plan = this.#page.parts.find(({ partId }) => partId === 'plan')
    this.#undo = plan === undefined ? null : new PlanUndo([{ doc: plan.doc, types: rootsOf(plan) }])
    if (!this.#isOnline) this.#page.tell('offline')
    clock.current = before
  }

  #load(Socket: typeof WebSocket): Page {
    if (this.kind !== 'app') return openStock(Socket, this.kind)
    const { clock, team } = this.#deps
    const parts = this.openable.map((partId) => {
      const kept = this.#copyOf(partId)
      const canWrite = team.accessOf(this.member, partId) === 'write'
      return { partId, canWrite, copy: kept === null ? null : new DeviceCopy(kept, clock, this.#life) }
    })
    return openApp(Socket, parts)
  }

  /** Notes what is written here from now on, and what was before and may not be durable. */
  #follow(part: PagePart): void {
    const { partId, doc } = part
    const truth = this.#deps.truthOf(partId)
    const kept = this.#copyOf(partId)?.mine ?? []
    this.#unsaved.set(partId, kept.filter((update) => truth?.holds(update) === false))
    this.#deps.own(doc.clientID, this.member.memberId)
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (!part.isForeign(origin)) this.#unsaved.get(partId)?.push(update)
    })
  }

  #copyOf(partId: string): KeptCopy | null {
    if (this.#copies === null) return null
    const kept = this.#copies.get(partId) ?? emptyCopy()
    this.#copies.set(partId, kept)
    return kept
  }

  #watch(line: Line) {
    const watch = this.#deps.watch(this, line)
    return {
      serverSends: (bytes: Uint8Array) => watch.serverSends(bytes),
      serverReceives: (bytes: Uint8Array) => watch.serverReceives(bytes),
      deviceHeard: () => this.check(),
    }
  }

  /** The page is gone, from one moment to the next. What was not on the device's disk is lost. */
  crash(): void {
    if (this.#page === null) return
    this.#life.isAlive = false
    this.line?.cut(false)
    this.close()
  }

  close(): void {
    this.#undo?.destroy()
    this.#page?.close()
    this.#page = null
    this.#undo = null
    this.#unsaved = new Map()
  }

  /** Closes and opens the page, as its person does when it says that it must be loaded again. */
  reload(): void {
    for (const { partId, end } of this.parts) if (end?.isRefusal === true) this.#copies?.delete(partId)
    this.close()
    this.#life.isAlive = false
    this.open()
  }

  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline
    if (!isOnline) this.line?.cut(false)
    this.#page?.tell(isOnline ? 'online' : 'offline')
  }

  /** Leaves and comes again in one go: the app keeps its socket and begins new channels on it. */
  blink(): void {
    if (!this.#isOnline) return
    this.#page?.tell('offline')
    this.#page?.tell('online')
  }

  /** The person does something to one part, if there is one that they can write in. */
  edit(): void {
    const { random, team } = this.#deps
    const writable = this.parts.filter(({ partId, hasContent, end }) =>
      hasContent && end === null && this.#mayStillWrite(partId),
    )
    if (writable.length === 0) return
    const { doc, partId } = random.pick(writable)
    const { memberId } = this.member
    const others = team.trustedBy(memberId)
    doc.transact(() => {
      for (let i = random.below(3); i >= 0; i -= 1) editPart(partId, doc, memberId, others, random)
    }, uiOrigin)
    this.check()
  }

  /** Another program makes a goal with nothing in it: the server gives it its texts and lists. */
  addBareGoal(): void {
    const plan = this.parts.find(({ partId, hasSynced, end }) => partId === 'plan' && hasSynced && end === null)
    if (this.kind === 'app' || plan === undefined || !this.#mayStillWrite('plan')) return
    addBareGoal(plan.doc, this.#deps.random)
    this.check()
  }

  /** The person deletes a letter of the plan and writes nothing: a change that hangs on nothing else of theirs. */
  erase(): void {
    const plan = this.parts.find(({ partId, hasContent, end }) => partId === 'plan' && hasContent && end === null)
    if (plan === undefined || !this.#mayStillWrite('plan')) return
    const runs = rootsOf(plan).flatMap(runsIn).filter((run) => /^[a-z]/.test(run.toString()))
    if (runs.length > 0) this.#deps.random.pick(runs).delete(0, 1)
    this.check()
  }

  /** Offline nobody knows yet that they may no longer write. */
  #mayStillWrite(partId: string): boolean {
    return !this.#isOnline || this.#deps.team.accessOf(this.member, partId) === 'write'
  }

  undo(isRedo: boolean): void {
    if (this.parts.some(({ partId, end }) => partId === 'plan' && (end !== null || !this.#mayStillWrite(partId)))) return
    if (isRedo) this.#undo?.redo()
    else this.#undo?.undo()
    this.check()
  }

  /** The caret is somewhere else. */
  move(): void {
    const { random } = this.#deps
    if (this.parts.length === 0) return
    const user = { memberId: 'nobody', name: 'Somebody else' }
    random.pick(this.parts).awareness.setLocalState({ where: `goals/${random.below(99)}`, user })
  }

  /** Sends bytes as a frame of a part, whatever they are. */
  sendRaw(partId: string, frame: Uint8Array): void {
    this.#socket?.send(this.kind === 'app' ? namedFrame(partId, frame) : frame)
  }

  /** Holds what the page says against what is durable [S3, S4]. */
  check(): void {
    for (const { partId, doc, waiting, isSaved, hasSynced } of this.parts) {
      const truth = this.#deps.truthOf(partId)
      if (truth === undefined) continue
      this.#deps.own(doc.clientID, this.member.memberId)
      const unsaved = this.#unsaved.get(partId) ?? []
      if (waiting < unsaved.length || (isSaved && unsaved.length > 0)) {
        const left = unsaved.filter((update) => !truth.holds(update))
        this.#unsaved.set(partId, left)
        mustHold(waiting >= left.length, `[S3] ${this.name} says that ${waiting} changes wait in ${partId}; ${left.length} do`)
        mustHold(!isSaved || left.length === 0, `[S3] ${this.name} says that ${partId} is saved`)
      }
      const isBlank = hasSynced && truth.startsFilled && doc.store.clients.size === 0
      mustHold(!isBlank, `[S4] ${this.name} was shown a blank ${partId}`)
    }
  }

  /** Whether every part is connected and says that it is saved. */
  get isAtRest(): boolean {
    const { parts } = this
    return parts.length === this.openable.length && parts.every((part) => part.isConnected && part.hasSynced && part.isSaved)
  }

  /** What is not as it must be once everybody is connected and nothing goes wrong; null where all is well. */
  get trouble(): string | null {
    for (const partId of this.openable) {
      const part = this.parts.find((open) => open.partId === partId)
      const truth = this.#deps.truthOf(partId) as PartTruth
      if (part === undefined) return `${partId} is not open`
      if (!part.isConnected || !part.hasSynced) return `${partId} is not connected`
      if (!part.isSaved) return `${partId} is not saved (${part.waiting} waiting)`
      // Before its step 2 a device may hear news that it cannot place yet; at rest nothing waits.
      if (hasPending(part.doc)) return `something is pending in ${partId}`
      if (contentOf(part.doc, truth.shape) !== truth.content) return `${partId} differs from the log`
    }
    return null
  }
}

function rootsOf({ partId, doc }: PagePart): Y.AbstractType<unknown>[] {
  const shape = shapeOf(parsePart(partId) as Part)
  return Object.keys(shape.roots).map((name) => rootOf(doc, shape, name) as Y.AbstractType<unknown>)
}

/** Every run of words below a type. */
function runsIn(type: Y.AbstractType<unknown>): Y.XmlText[] {
  if (type instanceof Y.XmlText) return [type]
  const inner: unknown[] = type instanceof Y.Map ? [...type.values()] : type instanceof Y.XmlFragment ? type.toArray() : []
  return inner.filter((one) => one instanceof Y.AbstractType).flatMap((one) => runsIn(one as Y.AbstractType<unknown>))
}
