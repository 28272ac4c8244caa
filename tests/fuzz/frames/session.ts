/**
 * Mutated frames on their whole way: socket, channel, admission, room, log. The frames are those of real traffic, damaged
 * by `mutations.ts`. Nothing may crash, take long, or be acknowledged without being in the log.
 */
import '../simulation/steered-globals.ts'
import * as Y from 'yjs'
import { awarenessFrame, frameTypes, syncStep1Frame, syncStep2Frame, updateFrame } from '#shared/protocol/frames.ts'
import { leaveFrame, namedFrame, openFrame } from '#shared/protocol/plan-frames.ts'
import { updateOf } from '../../support/part-room.ts'
import { editPart } from '../legal-edits.ts'
import { mutate } from '../mutations.ts'
import { Random } from '../random.ts'
import { partIds, type Member } from '../simulation/care-team.ts'
import { wordsOf } from '../simulation/schedule.ts'
import { contentOf, hasPending, mustHold } from '../simulation/truth.ts'
import { FrameServer } from './frame-server.ts'

export type FramesOutcome = { frames: number; harmless: number; longestTurnMs: number; failure: string | null }

const framesPerSession = 250
const limitMs = Number(process.env.FUZZ_TURN_MS ?? 50)
/** A turn this long is looked at again: most are long because this machine was busy. */
const noteworthyMs = 5
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

export async function runFrames(seed: number): Promise<FramesOutcome> {
  const random = new Random(seed)
  const outcome: FramesOutcome = { frames: 0, harmless: 0, longestTurnMs: 0, failure: null }
  try {
    await attack(random, outcome)
  } catch (cause) {
    outcome.failure = wordsOf(cause)
  }
  return outcome
}

async function attack(random: Random, outcome: FramesOutcome): Promise<void> {
  const partId = random.pick(partIds)
  const server = new FrameServer(partId)
  const [writer, attacker, reader] = server.team.members as readonly [Member, Member, Member]
  const seen = new Y.Doc()
  const witness = server.connect(reader, (update) => Y.applyUpdate(seen, update))
  witness.send(openFrame(partId))
  witness.send(namedFrame(partId, syncStep1Frame(Y.encodeStateVector(seen))))
  await nextTurn()

  const traffic = await realTraffic(server, writer, partId, random)
  let connection = server.connect(attacker)
  for (let i = 0; i < framesPerSession; i += 1) {
    if (connection.isClosed || !connection.isOpen) {
      if (connection.isClosed) connection = server.connect(attacker)
      connection.send(openFrame(partId))
      // Now and then frames come before the room is ready.
      if (random.chance(0.8)) await nextTurn()
    }
    if (i % 50 === 0) traffic.push(...legalFrames(server, attacker, partId, random))
    const frame = damagedFrame(random, traffic, partId)
    const startedAt = performance.now()
    connection.send(frame)
    await Promise.resolve()
    const tookMs = performance.now() - startedAt
    const turnMs = tookMs > noteworthyMs ? Math.min(tookMs, server.timeAgain(attacker, frame)) : tookMs
    outcome.longestTurnMs = Math.max(outcome.longestTurnMs, turnMs)
    mustHold(turnMs <= limitMs, `frame ${i} took ${turnMs.toFixed(0)} ms`)
    outcome.frames += 1
    if (i % 16 === 0) await nextTurn()
    if (server.trouble !== null) throw server.trouble
  }
  await nextTurn()
  await nextTurn()
  if (server.trouble !== null) throw server.trouble
  outcome.harmless += server.rowsOf(attacker)
  mustHold(!witness.isClosed && witness.isOpen, 'an honest reader lost its connection')
  mustHold(contentOf(seen, server.truth.shape) === server.truth.content, 'an honest reader sees something else than the log')
  mustHold(!hasPending(seen), 'something is pending on an honest reader')
  server.stop()
}

/** What an honest device sends while somebody writes. */
async function realTraffic(server: FrameServer, writer: Member, partId: string, random: Random): Promise<Uint8Array[]> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.truth.doc))
  const connection = server.connect(writer)
  connection.send(openFrame(partId))
  const hello = [syncStep1Frame(Y.encodeStateVector(doc)), syncStep2Frame(Y.encodeStateAsUpdate(doc))]
  const traffic = [...hello, Uint8Array.of(frameTypes.queryAwareness)]
  for (let i = 0; i < 12; i += 1) {
    const update = updateOf(doc, () => editPart(partId, doc, writer.memberId, [writer.memberId], random))
    traffic.push(updateFrame(update))
    connection.send(namedFrame(partId, updateFrame(update)))
    if (i % 4 === 0) await nextTurn()
  }
  traffic.push(syncStep2Frame(Y.encodeStateAsUpdate(doc)))
  const state = { where: 'goals/1', cursor: { anchor: { item: { client: 1, clock: 2 } }, head: {} } }
  const place = new TextEncoder().encode(JSON.stringify(state))
  traffic.push(awarenessFrame(Uint8Array.of(1, 77, 1, place.length, ...place)))
  await nextTurn()
  return traffic
}

/** One damaged frame: of what others have sent, or of what this sender might legally send. */
function damagedFrame(random: Random, traffic: readonly Uint8Array[], partId: string): Uint8Array {
  const frame = random.pick(traffic)
  const other = random.pick(traffic)
  if (random.chance(0.85)) return namedFrame(partId, mutate(frame, random, other))
  // The name of the part may be damaged too, or a channel left in between.
  return mutate(random.chance(0.1) ? leaveFrame(partId) : namedFrame(partId, frame), random, namedFrame(partId, other))
}

/** What this sender might legally send now, each from a device of its own. */
function legalFrames(server: FrameServer, { memberId }: Member, partId: string, random: Random): Uint8Array[] {
  return Array.from({ length: 6 }, () => {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(server.truth.doc))
    const update = updateOf(copy, () => editPart(partId, copy, memberId, [memberId], random))
    copy.destroy()
    return updateFrame(update)
  })
}
