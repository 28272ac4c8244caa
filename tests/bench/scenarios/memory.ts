import { setTimeout as sleep } from 'node:timers/promises'
import { openAll, type Client } from '../client.ts'
import { residentBytes } from '../process.ts'
import type { Scenario } from '../scenario.ts'
import { fill } from '../systems/system.ts'

export const memory: Scenario = {
  number: 6,
  about: 'memory that each open plan adds to the server; 100 new plans with 3 people in each',
  rows: [
    { name: 'a plan', unit: 'KiB', better: 'lower' },
    { name: 'all in all', unit: 'MiB', better: 'lower' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket', 'relay'],
  measure: async (running, { newPlan, amount }) => {
    const rooms = Array.from({ length: amount(100, 20) }, (_, i) => `plan-${i}`)
    if (running.system.name !== 'samepage') await Promise.all(rooms.map((room) => fill(running, room, [newPlan])))
    // A server that was just filled is not one that was just started.
    await running.end('SIGTERM')
    await running.start()
    await sleep(1000)
    const before = residentBytes(running.pid)
    const clients: Client[] = []
    for (const room of rooms) clients.push(...(await openAll([0, 1, 2].map((person) => running.seat(room, person)))))
    await sleep(2000)
    const after = residentBytes(running.pid)
    for (const client of clients) client.close()
    return [(after - before) / rooms.length / 1024, after / 1024 ** 2]
  },
}
