import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { Client, openAll } from '../client.ts'
import { strengthsOf } from '../content.ts'
import type { Scenario } from '../scenario.ts'
import { Typist } from '../typist.ts'

/** Three people type 100 keys a second each until the plug is pulled. Returns what was acknowledged and what is missing afterwards. */
export const kill: Scenario = {
  number: 1,
  about: 'acknowledged updates lost over kill -9 while three people type 100 keys a second each',
  rows: [
    { name: 'lost', unit: 'updates a kill', better: 'lower', target: '0' },
    { name: 'acknowledged before', unit: 'updates a kill', better: 'higher' },
  ],
  systems: ['samepage', 'hocuspocus'],
  measure: async (running, { familyPlan, amount }) => {
    const kills = amount(5, 2)
    let [lost, acknowledged] = [0, 0]
    for (let i = 0; i < kills; i += 1) {
      const clients = await openAll([0, 1, 2].map((person) => running.seat('family', person)))
      const content = clients[0]?.content ?? familyPlan
      const people = clients.map((client) => ({ client, before: client.sent, typist: new Typist(content, strengthsOf) }))
      const endsAt = performance.now() + 1000 + ((i * 377) % 700)
      while (performance.now() < endsAt) {
        for (const { client, typist } of people) client.send(typist.press().update)
        await sleep(10)
      }
      await running.end('SIGKILL')
      // What the server said before it died is still in the sockets.
      await sleep(50)
      await running.start()
      const reader = await Client.open(running.seat('family', 0))
      const stored = Y.parseUpdateMeta(reader.content as Uint8Array).to
      for (const { client, before, typist } of people) {
        const promised = Math.max(0, client.acknowledged - before)
        acknowledged += promised
        lost += Math.max(0, promised - (stored.get(typist.clientId) ?? 0))
        client.close()
      }
      // The typists' letters go again, so that the text never fills up.
      await emptyAgain(reader)
      reader.close()
    }
    return [lost / kills, acknowledged / kills]
  },
}

async function emptyAgain(client: Client): Promise<void> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, client.content as Uint8Array)
  const before = Y.encodeStateVector(doc)
  const line = strengthsOf(doc)
  if (line.length > 600) line.delete(600, line.length - 600)
  client.send(Y.encodeStateAsUpdate(doc, before))
  await sleep(200)
}
