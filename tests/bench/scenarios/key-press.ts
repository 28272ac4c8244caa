import { RoomLoad, requireAll } from '../room-load.ts'
import type { Scenario } from '../scenario.ts'
import { percentile } from '../statistics.ts'

export const keyPress: Scenario = {
  number: 3,
  about: 'from a key press to each of the other 29 people; 30 in the room, 5 type 10 keys a second each',
  rows: [
    { name: 'p50', unit: 'ms', better: 'lower', target: '<= 1.1 y-websocket' },
    { name: 'p99', unit: 'ms', better: 'lower', target: '<= 1.0 Hocuspocus' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket', 'relay'],
  measure: async (running, { familyPlan, amount }) => {
    const load = await RoomLoad.open(running, familyPlan, { people: 30, typing: 5 })
    await load.type(50, 1000)
    const spell = await load.type(50, amount(10_000, 2000))
    load.close()
    requireAll(spell)
    return [percentile(spell.delays, 0.5), percentile(spell.delays, 0.99)]
  },
}
