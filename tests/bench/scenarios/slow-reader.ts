import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { Client, openAll } from '../client.ts'
import { aboutLine, aboutTexts } from '../content.ts'
import { residentBytes } from '../process.ts'
import type { Scenario } from '../scenario.ts'
import { fill, type Running } from '../systems/system.ts'

/** Plans that the flow is spread over: a part of our server holds 8 MiB, and a slow reader is one device of many. */
const plans = 8

/** Replaces all texts about the child by new ones of 900 letters: 6 KB an update. */
function* rewrites(content: Uint8Array, bytes: number): Generator<Uint8Array> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, content)
  let update: Uint8Array = Uint8Array.of()
  doc.on('update', (made: Uint8Array) => {
    update = made
  })
  for (let made = 0; made < bytes; made += update.length) {
    doc.transact(() => {
      for (const name of aboutTexts) {
        const line = aboutLine(doc, name)
        line.delete(0, line.length)
        line.insert(0, 'e'.repeat(900))
      }
    })
    yield update
  }
}

/** The most memory that a server takes while `bytes` flow through `rooms`, with one reader in each that reads or has stopped. */
async function highestBytes(running: Running, newPlan: Uint8Array, { rooms, bytes, isReading }: { rooms: string[]; bytes: number; isReading: boolean }): Promise<number> {
  const isOurs = running.system.name === 'samepage'
  if (!isOurs) await Promise.all(rooms.map((room) => fill(running, room, [newPlan])))
  const writers = await openAll(rooms.map((room) => running.seat(room, 0)))
  const readers = await openAll(rooms.map((room) => running.seat(room, 1)))
  if (!isReading) for (const reader of readers) reader.socket.pause()
  await sleep(500)
  let highest = residentBytes(running.pid)
  const flows = writers.map((writer) => rewrites(isOurs ? (writer.content as Uint8Array) : newPlan, bytes / rooms.length))
  for (;;) {
    let isOver = true
    for (const [i, flow] of flows.entries()) {
      const { value, done } = flow.next()
      if (done === true) continue
      isOver = false
      const writer = writers[i] as Client
      if (writer.ending !== null) throw new Error(`the writer was closed with ${writer.ending.code}`)
      writer.send(value)
    }
    if (isOver) break
    while (writers.some(({ socket }) => socket.bufferedAmount > 100_000)) await sleep(1)
    await sleep(2)
    highest = Math.max(highest, residentBytes(running.pid))
  }
  for (let i = 0; i < 20; i += 1) {
    await sleep(100)
    highest = Math.max(highest, residentBytes(running.pid))
  }
  for (const client of [...writers, ...readers]) client.close()
  return highest
}

const roomsFrom = (first: number): string[] => Array.from({ length: plans }, (_, i) => `plan-${first + i}`)

export const slowReader: Scenario = {
  number: 11,
  about:
    `how much more memory the server takes while 50 MB flow through ${plans} plans with one reader in each that has stopped reading, ` +
    'than it took before for as much with readers that read',
  rows: [{ name: 'more than with readers that read', unit: 'MiB', better: 'lower', target: '<= 1 MB a reader, then closed' }],
  systems: ['samepage', 'hocuspocus', 'y-websocket', 'relay'],
  measure: async (running, { newPlan, amount }) => {
    const bytes = amount(50_000_000, 10_000_000)
    const before = await highestBytes(running, newPlan, { rooms: roomsFrom(0), bytes, isReading: true })
    const after = await highestBytes(running, newPlan, { rooms: roomsFrom(plans), bytes, isReading: false })
    return [Math.max(0, after - before) / 1024 ** 2]
  },
}
