import { processorMs } from '../process.ts'
import { RoomLoad, requireAll } from '../room-load.ts'
import type { Scenario } from '../scenario.ts'

export const processor: Scenario = {
  number: 5,
  about: 'processor time of the server for one update at one other person; 30 in the room, 5 type 20 keys a second each',
  rows: [{ name: 'time', unit: 'µs', better: 'lower', target: '<= 1.0 Hocuspocus' }],
  systems: ['samepage', 'hocuspocus', 'y-websocket', 'relay'],
  measure: async (running, { familyPlan, amount }) => {
    const load = await RoomLoad.open(running, familyPlan, { people: 30, typing: 5 })
    await load.type(100, 2000)
    const before = processorMs(running.pid)
    const spell = await load.type(100, amount(15_000, 3000))
    const usedMs = processorMs(running.pid) - before
    load.close()
    requireAll(spell)
    return [(usedMs * 1000) / spell.delivered]
  },
}
