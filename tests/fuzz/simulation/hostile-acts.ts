/** What a member with a crafted client does: forbidden and forged updates, gaps, mutated frames, somebody else's place. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { awarenessFrame, updateFrame } from '#shared/protocol/frames.ts'
import { updateOf } from '../../support/part-room.ts'
import { forbiddenInJournal, forbiddenInPlan } from '../forbidden-edits.ts'
import { editPart } from '../legal-edits.ts'
import { mutate } from '../mutations.ts'
import type { Random } from '../random.ts'
import type { Device } from './device.ts'
import type { PagePart } from './pages.ts'

/** Makes the frame of a hostile act, or null where there is nothing to attack yet. */
type Attack = (part: PagePart, memberId: string, random: Random) => Uint8Array | null

/** A copy of what the device sees, to forge in. */
function copyOf(part: PagePart): Y.Doc {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(part.doc))
  return copy
}

function legalUpdate(doc: Y.Doc, partId: string, memberId: string, random: Random): Uint8Array {
  return updateOf(doc, () => editPart(partId, doc, memberId, [memberId], random))
}

const forbidden: Attack = (part, memberId, random) => {
  const copy = copyOf(part)
  let update: Uint8Array
  if (part.partId === 'plan') {
    const goals = [...copy.getMap<Y.Map<unknown>>('goals').values()]
    if (goals.length === 0 || goals.some((goal) => !goal.has('why'))) return null
    update = updateOf(copy, (doc) => forbiddenInPlan[random.pick(Object.keys(forbiddenInPlan))]?.(doc, random))
  } else {
    const foreign = [...copy.getMap<Y.Map<unknown>>('entries')].filter(([, entry]) => {
      const coAuthors = entry.get('coAuthors')
      return entry.get('author') !== memberId && coAuthors instanceof Y.Map && !coAuthors.has(memberId)
    })
    if (foreign.length === 0) return null
    const [id] = random.pick(foreign)
    const name = random.pick(Object.keys(forbiddenInJournal))
    update = updateOf(copy, (doc) => forbiddenInJournal[name]?.(doc, id, memberId, random))
  }
  return isNothing(update) ? null : updateFrame(update)
}

const seenBeside = ({ awareness, doc }: PagePart): number[] =>
  [...awareness.getStates().keys()].filter((clientId) => clientId !== doc.clientID)

/** A legal edit under the client id of somebody else. */
const forged: Attack = (part, memberId, random) => {
  const copy = copyOf(part)
  if (copy.store.clients.size === 0) return null
  // Of somebody who has written, or who is only seen to be there.
  copy.clientID = random.pick([...copy.store.clients.keys(), ...seenBeside(part)])
  const update = legalUpdate(copy, part.partId, memberId, random)
  const { structs, ds } = Y.decodeUpdate(update)
  // Removing is anybody's right in a plan, under any client id, and may be all that is left of it when its owner was faster.
  return structs.length === 0 || ds.clients.size > 0 ? null : updateFrame(update)
}

/** An edit that hangs on one which nobody is sent. */
const gap: Attack = (part, memberId, random) => {
  const copy = copyOf(part)
  copy.clientID = random.below(2 ** 32)
  const first = legalUpdate(copy, part.partId, memberId, random)
  const second = legalUpdate(copy, part.partId, memberId, random)
  const { structs } = Y.decodeUpdate(second)
  return Y.decodeUpdate(first).structs.length === 0 || structs.length === 0 ? null : updateFrame(second)
}

/** The place of somebody who is seen there, and a name that is not one's own. */
const spoofed: Attack = (part, _memberId, random) => {
  const seen = seenBeside(part)
  if (seen.length === 0) return null
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, random.pick(seen))
  encoding.writeVarUint(encoder, 1_000)
  const state = random.chance(0.3) ? null : { user: { memberId: 'nobody', name: 'Forged' }, where: 'goals' }
  encoding.writeVarString(encoder, JSON.stringify(state))
  return awarenessFrame(encoding.toUint8Array(encoder))
}

const mutated: Attack = (part, memberId, random) =>
  mutate(updateFrame(legalUpdate(copyOf(part), part.partId, memberId, random)), random)

/** Acts of which nothing may ever be stored. */
const refusedAttacks: readonly Attack[] = [forbidden, forbidden, forged, gap, spoofed]

/** One hostile act. A `mutator` sends damaged frames too, of which one may by chance be a legal one. */
export function attack(device: Device, isMutator: boolean, random: Random): void {
  const parts = device.parts.filter(({ hasSynced, end }) => hasSynced && end === null)
  if (parts.length === 0) return
  const part = random.pick(parts)
  const act = isMutator && random.chance(0.7) ? mutated : random.pick(refusedAttacks)
  const frame = act(part, device.member.memberId, random)
  if (frame !== null) device.sendRaw(part.partId, frame)
}

const isNothing = (update: Uint8Array): boolean => {
  const { structs, ds } = Y.decodeUpdate(update)
  return structs.length === 0 && ds.clients.size === 0
}
