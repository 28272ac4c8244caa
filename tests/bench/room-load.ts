/** A room full of people: some type, and for every key it is noted when each of the others has it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, openAll, waitFor } from './client.ts'
import { strengthsOf } from './content.ts'
import type { Running } from './systems/system.ts'
import { reachOf, Typist } from './typist.ts'

type Writer = { typist: Typist; client: Client; first: number; sentAt: number[] }

/** What became of one spell of typing. */
export type Spell = {
  /** Milliseconds from sending to each arrival at another person. */
  delays: number[]
  /** Updates sent, and arrivals that should follow and did. */
  sent: number
  expected: number
  delivered: number
  tookMs: number
}

export class RoomLoad {
  readonly clients: Client[]
  readonly #writers: Writer[]
  #spell: Spell = emptySpell()

  private constructor(clients: Client[], writers: Writer[]) {
    this.clients = clients
    this.#writers = writers
    const byClientId = new Map(writers.map((writer) => [writer.typist.clientId, writer]))
    for (const client of clients) {
      const seen = new Map<number, number>()
      client.onUpdate = (update) => {
        const now = performance.now()
        for (const [clientId, reach] of reachOf(update)) {
          const writer = byClientId.get(clientId)
          // Some servers echo.
          if (writer === undefined || writer.client === client) continue
          for (let clock = seen.get(clientId) ?? writer.first; clock < reach; clock += 1) {
            this.#spell.delays.push(now - (writer.sentAt[clock - writer.first] as number))
            this.#spell.delivered += 1
          }
          seen.set(clientId, Math.max(reach, seen.get(clientId) ?? 0))
        }
      }
    }
  }

  /** Opens `people` connections in a room that holds `content`; the first `typing` of them will type. */
  static async open(running: Running, content: Uint8Array, { people, typing, room = 'family' }: { people: number; typing: number; room?: string }): Promise<RoomLoad> {
    const clients = await openAll(Array.from({ length: people }, (_, person) => running.seat(room, person)))
    const writers = clients.slice(0, typing).map((client) => ({ typist: new Typist(content, strengthsOf), client, first: 0, sentAt: [] }))
    return new RoomLoad(clients, writers)
  }

  /** Types for `ms`, all typists together `perSecond` keys, and waits up to `graceMs` for what is still on its way. */
  async type(perSecond: number, ms: number, graceMs = 5000): Promise<Spell> {
    const spell = emptySpell()
    this.#spell = spell
    const startedAt = performance.now()
    const due = Math.floor((perSecond * ms) / 1000)
    while (spell.sent < due) {
      const soFar = Math.min(due, Math.floor(((performance.now() - startedAt) * perSecond) / 1000) + 1)
      while (spell.sent < soFar) {
        this.#press(this.#writers[spell.sent % this.#writers.length] as Writer)
        spell.sent += 1
      }
      if (performance.now() - startedAt > ms * 2) break
      await sleep(1)
    }
    spell.tookMs = performance.now() - startedAt
    spell.expected = spell.sent * (this.clients.length - 1)
    await waitFor('every key at every screen', () => spell.delivered >= spell.expected, graceMs).catch(() => undefined)
    this.#spell = emptySpell()
    return spell
  }

  #press(writer: Writer): void {
    const { update } = writer.typist.press()
    writer.sentAt.push(performance.now())
    writer.client.send(update)
  }

  close(): void {
    for (const client of this.clients) client.close()
  }
}

const emptySpell = (): Spell => ({ delays: [], sent: 0, expected: 0, delivered: 0, tookMs: 0 })

/** Throws where something that was sent did not reach everybody. */
export function requireAll({ expected, delivered }: Spell): void {
  if (delivered < expected) throw new Error(`${expected - delivered} of ${expected} arrivals are missing`)
}
