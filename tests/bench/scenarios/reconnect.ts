import { Client, openAll } from '../client.ts'
import type { Scenario } from '../scenario.ts'

export const reconnect: Scenario = {
  number: 8,
  about: 'a restart with 500 devices in one plan: from the new server\'s first answer until the last of them has its content again',
  rows: [
    { name: 'the last', unit: 'ms', better: 'lower', target: '<= 0.7 Hocuspocus' },
    { name: 'with the start of the server', unit: 'ms', better: 'lower' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket'],
  measure: async (running, { amount }) => {
    const seats = Array.from({ length: amount(500, 50) }, (_, person) => running.seat('family', person))
    const before = await openAll(seats)
    await running.end('SIGTERM')
    for (const client of before) client.close()
    const startedAt = performance.now()
    await running.start()
    const upAt = performance.now()
    const clients: Client[] = await openAll(seats)
    const last = Math.max(...clients.map(({ contentAt }) => contentAt))
    for (const client of clients) client.close()
    return [last - upAt, last - startedAt]
  },
}
