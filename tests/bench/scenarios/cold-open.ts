import { Client, waitFor, type Seat } from '../client.ts'
import { emptyNotes, largeNotes } from '../content.ts'
import { bareYjs } from '../floors/run.ts'
import type { Scenario } from '../scenario.ts'
import { fill } from '../systems/system.ts'

/** Letters, each a struct of Yjs of its own: about 2 MB. Our notes hold 200,000 letters. */
const letters = 100_000

/** Milliseconds until a newcomer has the whole document. */
async function openMs(seat: Seat, size: number): Promise<number> {
  const startedAt = performance.now()
  const client = await Client.open(seat)
  // y-websocket answers before its storage has, and sends the rest afterwards.
  await waitFor('the document', () => client.received >= size * 0.5)
  const tookMs = (client.received === client.content?.length ? client.contentAt : performance.now()) - startedAt
  client.close()
  return tookMs
}

export const coldOpen: Scenario = {
  number: 7,
  about: 'opening a document of about 2 MB on a server that was just started: one device, and 100 devices at once (the last one)',
  rows: [
    { name: 'one', unit: 'ms', better: 'lower', target: '<= 0.3 Hocuspocus' },
    { name: '100 at once', unit: 'ms', better: 'lower', target: '<= 0.2 Hocuspocus' },
  ],
  systems: ['samepage', 'hocuspocus', 'y-websocket'],
  measure: async (running, { amount }) => {
    const isOurs = running.system.name === 'samepage'
    const visitor = isOurs ? await Client.open(running.seat('notes', 0)) : null
    const empty = visitor?.content ?? emptyNotes()
    visitor?.close()
    const updates = largeNotes(empty, amount(letters, 20_000))
    await fill(running, 'notes', isOurs ? updates : [empty, ...updates])
    const size = updates.reduce((sum, update) => sum + update.length, 0)
    const restart = async () => {
      await running.end('SIGTERM')
      await running.atRest()
      await running.start()
    }
    await restart()
    const one = await openMs(running.seat('notes', 0), size)
    await restart()
    const many = await Promise.all(Array.from({ length: amount(100, 20) }, () => openMs(running.seat('notes', 0), size)))
    return [one, Math.max(...many)]
  },
  floor: {
    name: 'bare Yjs: apply and encode once',
    measure: async ({ amount }) => {
      const empty = emptyNotes()
      const { applyMs, encodeMs } = await bareYjs(empty, largeNotes(empty, amount(letters, 20_000)))
      return [applyMs + encodeMs, null]
    },
  },
}
