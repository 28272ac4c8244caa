/** A part as a room holds it and devices that write into it, without sockets: for tests of admission. */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { Admission, type Judgement, type Sender } from '../../server/sync/admission/judge.ts'

export class PartRoom {
  readonly doc = new Y.Doc()
  readonly part: Part
  readonly owners = new Map<number, string | null>()
  readonly #admission: Admission
  /** Members who read the plan and do not write it. */
  readonly readers = new Set<string>()

  constructor(partId: string) {
    this.part = parsePart(partId) as Part
    this.doc.transact(() => completeContainers(this.doc, shapeOf(this.part)))
    this.owners.set(this.doc.clientID, null)
    this.#admission = new Admission(this.doc, this.part)
  }

  /** A device with a copy of the part as it is now. */
  device(): Y.Doc {
    const device = new Y.Doc()
    Y.applyUpdate(device, Y.encodeStateAsUpdate(this.doc))
    return device
  }

  analyse(update: Uint8Array): ReturnType<Admission['analyse']> {
    return this.#admission.analyse(update)
  }

  judge(memberId: string, update: Uint8Array, canWrite = true): Judgement {
    const sender: Sender = { memberId, canWrite, mayEditPlan: !this.readers.has(memberId) }
    return this.#admission.judge(this.owners, sender, update)
  }

  /** Judges an update and applies it if it is accepted. */
  receive(memberId: string, update: Uint8Array): Judgement {
    const judgement = this.judge(memberId, update)
    if (!judgement.accepted) return judgement
    for (const clientId of judgement.newClientIds) this.owners.set(clientId, memberId)
    Y.applyUpdate(this.doc, update)
    return judgement
  }
}

/** The update that one change on a device makes. */
export function updateOf(device: Y.Doc, act: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(device)
  let update: Uint8Array | null = null
  const keep = (bytes: Uint8Array) => {
    update = update === null ? bytes : Y.mergeUpdates([update, bytes])
  }
  device.on('update', keep)
  device.transact(() => act(device))
  device.off('update', keep)
  return update ?? Y.encodeStateAsUpdate(device, before)
}

/** The one line of a text. */
export const lineOf = (text: unknown): Y.XmlText => ((text as Y.XmlFragment).get(0) as Y.XmlElement).get(0) as Y.XmlText
