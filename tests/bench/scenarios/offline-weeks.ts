import { Client, waitFor } from '../client.ts'
import { offlineWeeks } from '../content.ts'
import { bareYjs } from '../floors/run.ts'
import type { Scenario } from '../scenario.ts'
import { reachOf } from '../typist.ts'

const edits = 2000

export const offline: Scenario = {
  number: 9,
  about: `two people come back from two weeks without a network, ${edits} edits each, at the same moment: until each has the other's, and everything is acknowledged`,
  rows: [
    { name: 'at each other', unit: 'ms', better: 'lower', target: '<= 1.0 Hocuspocus' },
    { name: 'acknowledged', unit: 'ms', better: 'lower' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket', 'relay'],
  measure: async (running, { familyPlan, amount }) => {
    const weeks = [11, 12].map((seed) => offlineWeeks(familyPlan, amount(edits, 500), seed))
    const clients = await Promise.all([0, 1].map((person) => Client.open(running.seat('family', person))))
    const got: (number | null)[] = [null, null]
    const acknowledged: (number | null)[] = [null, null]
    const startedAt = performance.now()
    for (const [i, client] of clients.entries()) {
      const theirs = weeks[1 - i] as (typeof weeks)[number]
      const own = weeks[i] as (typeof weeks)[number]
      client.onUpdate = (update) => {
        const now = performance.now()
        for (const [clientId, reach] of reachOf(update)) if (clientId === theirs.clientId && reach >= theirs.clock) got[i] = now - startedAt
      }
      const n = client.send(own.update)
      client.onAcknowledged = (upTo) => {
        if (upTo >= n) acknowledged[i] ??= performance.now() - startedAt
      }
    }
    await waitFor('the other one\'s weeks', () => !got.includes(null))
    const tells = running.system.acknowledges !== null
    if (tells) await waitFor('both acknowledgements', () => !acknowledged.includes(null))
    for (const client of clients) client.close()
    const last = (times: (number | null)[]) => Math.max(...times.map((time) => time ?? 0))
    return [last(got), tells ? last(acknowledged) : null]
  },
  floor: {
    name: 'bare Y.applyUpdate of both',
    measure: async ({ familyPlan, amount }) => {
      const weeks = [11, 12].map((seed) => offlineWeeks(familyPlan, amount(edits, 500), seed).update)
      return [(await bareYjs(familyPlan, weeks)).applyMs, null]
    },
  },
}
