import { setTimeout as sleep } from 'node:timers/promises'
import { Client, waitFor } from '../client.ts'
import { strengthsOf } from '../content.ts'
import { bareCommits } from '../floors/run.ts'
import type { Scenario } from '../scenario.ts'
import { percentile } from '../statistics.ts'
import { Typist } from '../typist.ts'

const perSecond = 200

export const acknowledgement: Scenario = {
  number: 2,
  about: `from sending an update to its acknowledgement; one writer, ${perSecond} updates a second`,
  rows: [
    { name: 'p50', unit: 'ms', better: 'lower', target: '<= 1.2 Hocuspocus' },
    { name: 'p99', unit: 'ms', better: 'lower' },
  ],
  systems: ['samepage', 'hocuspocus'],
  measure: async (running, { familyPlan, amount }) => {
    const client = await Client.open(running.seat('family', 0))
    await waitFor('the first acknowledgement', () => client.acknowledged === client.sent)
    const typist = new Typist(familyPlan, strengthsOf)
    const sentAt: number[] = []
    const delays: number[] = []
    const before = client.sent
    client.onAcknowledged = (upTo) => {
      const now = performance.now()
      while (delays.length < upTo - before) delays.push(now - (sentAt[delays.length] as number))
    }
    const warmUp = perSecond
    const count = warmUp + perSecond * amount(10, 2)
    const startedAt = performance.now()
    while (sentAt.length < count) {
      if (performance.now() < startedAt + (sentAt.length * 1000) / perSecond) {
        await sleep(1)
        continue
      }
      const { update } = typist.press()
      sentAt.push(performance.now())
      client.send(update)
    }
    await waitFor('every acknowledgement', () => delays.length === count)
    client.close()
    const measured = delays.slice(warmUp)
    return [percentile(measured, 0.5), percentile(measured, 0.99)]
  },
  floor: { name: 'bare SQLite commit, synchronous=FULL', measure: ({ amount }) => bareCommits(amount(5000, 2000)) },
}
