import { setTimeout as sleep } from 'node:timers/promises'
import * as Y from 'yjs'
import { Client, waitFor } from '../client.ts'
import { strengthsOf } from '../content.ts'
import { folderBytes, writtenBytes } from '../process.ts'
import type { Scenario } from '../scenario.ts'
import type { Running } from '../systems/system.ts'
import { Typist } from '../typist.ts'

const perSecond = 500

export const disk: Scenario = {
  number: 10,
  about: `disk for 20,000 key presses of one person at ${perSecond} a second: what the data folder has grown by after the server has stopped, and what was written for each key`,
  rows: [
    { name: 'grown by', unit: 'KiB', better: 'lower' },
    { name: 'written', unit: 'bytes/key', better: 'lower' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket'],
  measure: async (running, { familyPlan, amount }) => {
    const presses = amount(20_000, 1500)
    // Everything that filling the room left behind is on disk before the beginning.
    await running.end('SIGTERM')
    const sizeBefore = folderBytes(running.dataDir)
    await running.start()
    const client = await Client.open(running.seat('family', 0))
    const typist = new Typist(familyPlan, strengthsOf)
    const writtenBefore = writtenBytes(running.pid)
    const startedAt = performance.now()
    for (let sent = 0; sent < presses; sent += 1) {
      while (performance.now() < startedAt + (sent * 1000) / perSecond) await sleep(1)
      client.send(typist.press().update)
    }
    const tells = running.system.acknowledges !== null
    if (tells) await waitFor('every acknowledgement', () => client.acknowledged === client.sent)
    client.close()
    // Hocuspocus writes at the latest when the last one has left.
    await sleep(3000)
    const written = writtenBytes(running.pid) - writtenBefore
    await running.end('SIGTERM')
    const grown = folderBytes(running.dataDir) - sizeBefore
    await requireStored(running, typist, presses)
    return [grown / 1024, written / presses]
  },
}

/** Small is no merit where the words are not there. */
async function requireStored(running: Running, { clientId }: Typist, presses: number): Promise<void> {
  await running.start()
  const reader = await Client.open(running.seat('family', 0))
  let stored = 0
  const look = (update: Uint8Array) => {
    stored = Math.max(stored, Y.parseUpdateMeta(update).to.get(clientId) ?? 0)
  }
  reader.onUpdate = look
  look(reader.content as Uint8Array)
  await waitFor('the stored words', () => stored >= presses, 5000).catch(() => undefined)
  reader.close()
  if (stored < presses) throw new Error(`${presses - stored} of ${presses} key presses were not stored`)
}
