/** The runs of the admission fuzz: one seed, one story, and what was found wrong as an error that names the seed. */
import assert from 'node:assert/strict'
import * as Y from 'yjs'
import type { Container } from '../../server/sync/admission/places.ts'
import { shapeOf } from '#shared/plan/parts.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { PartRoom, updateOf } from '../support/part-room.ts'
import { forbiddenInJournal, forbiddenInPlan, forbiddenToPlanReaders } from './forbidden-edits.ts'
import { editJournal, editPlan, settleSuggestion } from './legal-edits.ts'
import { Random } from './random.ts'

export type Tally = { legal: number; forbidden: number; mutated: number; accepted: number }

const members = ['a', 'b', 'c', 'd'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`)

type Device = { memberId: string; doc: Y.Doc; /** Updates made without a network. */ isOffline: boolean; sentVector: Uint8Array }

/** One random session of four people on one part, with offline spells; every update goes past the judge. */
export function runSession(seed: number, tally: Tally): void {
  const random = new Random(seed)
  const isJournal = random.chance(0.5)
  const room = new PartRoom(isJournal ? 'journal.team' : 'plan')
  room.readers.add(members[3] as string)
  const devices = members.map((memberId): Device => ({ memberId, doc: room.device(), isOffline: false, sentVector: new Uint8Array() }))
  const edit = (device: Device) =>
    !isJournal
      ? editPlan(device.doc, random)
      : !room.readers.has(device.memberId) && random.chance(0.05)
      ? settleSuggestion(device.doc, device.memberId, random)
      : editJournal(device.doc, device.memberId, members.filter((other) => other !== device.memberId), random)

  for (let step = 0; step < 40; step += 1) {
    const device = random.pick(devices)
    if (random.chance(0.1)) {
      device.isOffline = !device.isOffline
      if (!device.isOffline) send(room, device, Y.encodeStateAsUpdate(device.doc, Y.encodeStateVector(room.doc)), tally, seed)
    }
    const update = updateOf(device.doc, () => {
      for (let i = 0; i <= random.below(3); i += 1) edit(device)
    })
    if (device.isOffline) continue
    send(room, device, update, tally, seed)
    for (const other of devices) if (!other.isOffline) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(room.doc, Y.encodeStateVector(other.doc)))
    if (random.chance(0.5)) mutate(room, device.memberId, update, random, tally, seed)
    if (random.chance(0.9)) forbid(room, device.memberId, isJournal, random, tally, seed)
  }
  for (const device of devices) {
    send(room, device, Y.encodeStateAsUpdate(device.doc, Y.encodeStateVector(room.doc)), tally, seed)
    Y.applyUpdate(device.doc, Y.encodeStateAsUpdate(room.doc))
    const shape = shapeOf(room.part)
    assert.deepEqual(partToJson(device.doc, shape), partToJson(room.doc, shape), `seed ${seed}: a device and the room differ`)
  }
}

function send(room: PartRoom, { memberId }: Device, update: Uint8Array, tally: Tally, seed: number): void {
  tally.legal += 1
  const touched = room.analyse(update)
  assert(typeof touched !== 'string', `seed ${seed}: a legal update was not understood: ${typeof touched === 'string' ? touched : ''}`)
  const said = new Set(touched.map(({ container, key }) => `${nameOf(container, room.doc)} ${key}`))
  const changed: string[] = []
  const listen = (transaction: Y.Transaction) => {
    for (const [type, keys] of transaction.changed) for (const key of keys) changed.push(`${nameOf(type as Y.AbstractType<unknown>, room.doc)} ${key}`)
  }
  room.doc.on('afterTransaction', listen)
  const judgement = room.receive(memberId, update)
  room.doc.off('afterTransaction', listen)
  assert(judgement.accepted, `seed ${seed}: a legal update was refused: ${judgement.accepted ? '' : judgement.refusal}`)
  assert.equal(room.doc.store.pendingStructs, null, `seed ${seed}: something is pending`)
  const missed = changed.filter((change) => !said.has(change))
  assert.deepEqual(missed, [], `seed ${seed}: the analysis missed what Yjs says has changed`)
}

const nameOf = (container: Container, doc: Y.Doc): string => {
  const item = container instanceof Y.Item ? container : container._item
  if (item !== null) return `${item.id.client}.${item.id.clock}`
  return [...doc.share].find(([, type]) => type === container)?.[0] ?? 'unknown root'
}

/** The same update with a few bytes changed: it is refused, or it is taken and does no harm. */
function mutate(room: PartRoom, memberId: string, update: Uint8Array, random: Random, tally: Tally, seed: number): void {
  const forged = Uint8Array.from(update)
  for (let i = 0; i <= random.below(3); i += 1) forged[random.below(forged.length)] = random.below(256)
  tally.mutated += 1
  const judgement = room.judge(memberId, forged)
  if (!judgement.accepted) return
  tally.accepted += 1
  const copy = room.device()
  Y.applyUpdate(copy, forged)
  assert.equal(copy.store.pendingStructs, null, `seed ${seed}: a mutated update left something pending`)
  assert.equal(copy.store.pendingDs, null, `seed ${seed}: a mutated update left a deletion pending`)
}

function forbid(room: PartRoom, memberId: string, isJournal: boolean, random: Random, tally: Tally, seed: number): void {
  const device = room.device()
  let name: string
  let update: Uint8Array
  if (isJournal) {
    const foreign = [...room.doc.getMap<Y.Map<unknown>>('entries')].filter(
      ([, entry]) => entry.get('author') !== memberId && !(entry.get('coAuthors') as Y.Map<true>).has(memberId),
    )
    if (foreign.length === 0) return
    const acts = room.readers.has(memberId) ? { ...forbiddenInJournal, ...forbiddenToPlanReaders } : forbiddenInJournal
    name = random.pick(Object.keys(acts))
    const [id] = random.pick(foreign)
    update = updateOf(device, (doc) => acts[name]?.(doc, id, memberId, random))
  } else {
    if (room.doc.getMap('goals').size === 0) return
    name = random.pick(Object.keys(forbiddenInPlan))
    update = updateOf(device, (doc) => forbiddenInPlan[name]?.(doc, random))
  }
  // A random edit may come to nothing.
  const touched = room.analyse(update)
  if (Array.isArray(touched) && touched.length === 0) return
  tally.forbidden += 1
  assert.equal(room.judge(memberId, update).accepted, false, `seed ${seed}: accepted: ${name}`)
}
