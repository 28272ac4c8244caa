import { setTimeout as sleep } from 'node:timers/promises'
import { openAll, type Client } from '../client.ts'
import { residentBytes } from '../process.ts'
import type { Scenario } from '../scenario.ts'
import { fill } from '../systems/system.ts'

export const memory: Scenario = {
  number: 6,
  about: 'memory that each open plan adds to the server, 1,000 new plans with 3 people in each; and how much of the live heap comes back after all have left for 35 s',
  rows: [
    { name: 'a plan, process', unit: 'KiB', better: 'lower', target: '<= 0.5 Hocuspocus' },
    { name: 'a plan, live heap', unit: 'KiB', better: 'lower', target: '<= 0.5 Hocuspocus' },
    { name: 'live heap that comes back', unit: '%', better: 'higher', target: '>= 95' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket', 'relay'],
  measure: async (running, { newPlan, amount }) => {
    const rooms = Array.from({ length: amount(1000, 20) }, (_, i) => `plan-${i}`)
    if (running.system.name !== 'samepage') for (const room of rooms) await fill(running, room, [newPlan])
    // A server that was just filled is not one that was just started.
    await running.end('SIGTERM')
    await running.start()
    await sleep(1000)
    const heapBefore = await running.liveHeapBytes()
    const before = residentBytes(running.pid)
    const clients: Client[] = []
    for (const room of rooms) clients.push(...(await openAll([0, 1, 2].map((person) => running.seat(room, person)))))
    await sleep(2000)
    const after = residentBytes(running.pid)
    const heapAfter = await running.liveHeapBytes()
    for (const client of clients) client.close()
    // Every server gives a room some time before it lets go of it; ours 30 s.
    await sleep(amount(35_000, 1000))
    const heapLeft = await running.liveHeapBytes()
    const grown = heapAfter - heapBefore
    return [(after - before) / rooms.length / 1024, grown / rooms.length / 1024, (100 * (heapAfter - heapLeft)) / grown]
  },
}
