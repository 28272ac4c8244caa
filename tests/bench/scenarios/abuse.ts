import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, waitFor } from '../client.ts'
import { RoomLoad, type Spell } from '../room-load.ts'
import type { Scenario } from '../scenario.ts'
import type { Running } from '../systems/system.ts'

/** The worst delay of the others while `act` goes on; Infinity where something never came or the server is gone. */
async function worstDelay(running: Running, content: Uint8Array, act: () => Promise<void>): Promise<number> {
  const load = await RoomLoad.open(running, content, { people: 3, typing: 2 })
  await load.type(20, 500)
  const typing: Promise<Spell> = load.type(20, 4000)
  await sleep(500)
  await act()
  const spell = await typing
  load.close()
  const isAlive = await Client.open(running.seat('family', 0), 5000).then(
    (client) => (client.close(), true),
    () => false,
  )
  return isAlive && spell.delivered === spell.expected ? Math.max(...spell.delays) : Number.POSITIVE_INFINITY
}

/** Sends raw bytes as somebody in the room until all are out or the server has had enough. */
async function send(running: Running, frames: Iterable<Uint8Array>): Promise<void> {
  const client = await Client.open(running.seat('family', 2))
  client.socket.on('error', () => undefined)
  for (const frame of frames) {
    if (client.ending !== null) break
    client.socket.send(frame)
  }
  await waitFor('the end of the abuse', () => client.ending !== null || client.socket.bufferedAmount === 0, 3000).catch(() => undefined)
  client.close()
}

function* junk(count: number): Generator<Uint8Array> {
  for (let i = 0; i < count; i += 1) yield randomBytes(64)
}

export const abuse: Scenario = {
  number: 12,
  about: 'the worst delay of three others in the room while somebody sends one frame of 200 MB, or 10,000 frames of junk (∞: words were lost or the server was gone)',
  rows: [
    { name: '200 MB frame', unit: 'ms', better: 'lower', target: 'alive' },
    { name: '10,000 junk frames', unit: 'ms', better: 'lower', target: 'alive' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket'],
  measure: async (running, { familyPlan, amount }) => {
    const large = await worstDelay(running, familyPlan, () => send(running, [new Uint8Array(amount(200_000_000, 50_000_000))]))
    await running.end('SIGKILL')
    await running.start()
    const small = await worstDelay(running, familyPlan, () => send(running, junk(amount(10_000, 2000))))
    return [large, small]
  },
}
