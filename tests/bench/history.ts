/**
 * `npm run bench -- --history [--short]`: what history costs. 100,000 keys are typed through the real log and compacted, a
 * thousand versions are taken of a plan of 200 KB, and history is opened, compared and restored over HTTP.
 */
import { rmSync } from 'node:fs'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { compactPart } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, testOrigin } from '../support/app.ts'
import { lineIn } from '../support/history.ts'
import { randomFrom } from './content.ts'

const rowsPerLot = 500

/** Types, compacts, takes versions and asks; a line for each figure. */
export async function measureHistory(isShort: boolean, say: (line: string) => void): Promise<void> {
  const amount = (full: number) => (isShort ? full / 20 : full)
  const server = await openTestApp()
  const { planId, lead, leadMemberId } = await server.plan()
  const { database, newId } = server.deps
  const log = openUpdateLog(database)
  const partKey = await log.partKey(planId, 'plan')
  try {
    const stored = await log.load(partKey, 'history')
    const doc = new Y.Doc()
    for (const { bytes } of stored.updates) Y.applyUpdate(doc, bytes)
    let effect: Uint8Array = new Uint8Array()
    doc.on('update', (update: Uint8Array) => {
      effect = update
    })
    let seq = stored.lastSeq
    let waiting: Promise<void>[] = []
    const write = async (act: () => void) => {
      doc.transact(act)
      seq += 1
      const at = new Date(Date.UTC(2026, 0, 1) + seq * 1500).toISOString()
      waiting.push(log.append({ partKey, seq, memberId: leadMemberId, epoch: 1, at, bytes: effect, newClientIds: [doc.clientID] }))
      if (waiting.length < rowsPerLot) return
      await Promise.all(waiting)
      waiting = []
    }
    const settle = async () => {
      await Promise.all(waiting)
      waiting = []
      await compactPart(log, partKey, new Date().toISOString())
    }
    const random = randomFrom(11)
    const goals = doc.getMap<unknown>('goals')
    const addGoal = (words: string) => {
      const goal = newEntity(goalFields, { status: 'active', order: keyAtEnd(goals) })
      goals.set(newId(), goal)
      fillText(goal.get('title') as Y.XmlFragment, words)
    }
    for (let i = 0; i < 40; i += 1) await write(() => addGoal(`Goal ${i}`))
    await settle()
    const sizeBefore = await bytesOf(database, partKey)
    const texts = [...goals.values()].flatMap((goal) =>
      ['why', 'familyWords', 'childWords'].map((key) => lineIn((goal as Y.Map<unknown>).get(key) as Y.XmlFragment)))

    /** Somebody writes: runs of letters at a place, with a slip taken back now and then. */
    let place = 0
    let line = texts[0] as Y.XmlText
    const press = (letter: string) => {
      if (line.length > 1600 || random(60) === 0) {
        line = texts[random(texts.length)] as Y.XmlText
        place = random(line.length + 1)
      }
      if (random(12) === 0 && place > 0) {
        place -= 1
        return line.delete(place, 1)
      }
      line.insert(place, letter)
      place += 1
    }
    const keys = amount(100_000)
    for (let i = 0; i < keys; i += 1) await write(() => press(i % 6 === 5 ? ' ' : 'abcdefgh'[i % 8] as string))
    await settle()
    const sizes = await bytesOf(database, partKey)
    const kinds = ['live', 'history', 'authors']
    const grown = kinds.map((kind) => ((sizes[kind] ?? 0) - (sizeBefore[kind] ?? 0)) / keys)
    const total = grown.reduce((sum, one) => sum + one, 0)
    say(`bytes a key press after compaction: ${total.toFixed(2)} (${kinds.map((kind, i) => `${kind} ${grown[i]?.toFixed(2)}`).join(', ')})`)
    // As large as a plan of 200 KB: the rest is written at once.
    while (textOf(texts) < amount(200_000)) {
      await write(() => {
        line = texts.toSorted((a, b) => a.length - b.length)[0] as Y.XmlText
        line.insert(line.length, 'words that were pasted in from somewhere else, more than anybody types at once. ')
      })
    }
    await settle()
    say(`letters in the plan: ${textOf(texts)}`)

    const versions = amount(1000)
    const took: number[] = []
    for (let i = 0; i < versions; i += 1) {
      for (let j = 0; j < 5; j += 1) await write(() => press('x'))
      await Promise.all(waiting)
      waiting = []
      const began = performance.now()
      const headers = { origin: testOrigin, cookie: lead.cookie }
      // From many addresses: one may ask a thousand times a minute.
      const remoteAddress = `10.0.${i >> 8}.${i & 255}`
      await server.app.inject({ method: 'POST', url: `/api/plans/${planId}/versions`, headers, remoteAddress, payload: { label: `Version ${i}` } })
      took.push(performance.now() - began)
      server.travel(61_000)
      if (i % 200 === 199) await settle()
    }
    const kept = await database.db.selectFrom('part_point').select(['snapshot', 'base_seq']).execute()
    const bytes = kept.reduce((sum, { snapshot }) => sum + snapshot.length, 0)
    say(`${versions} versions: ${Math.round(bytes / 1024)} KiB, ${Math.round(bytes / versions)} bytes each, ${kept.filter((row) => row.base_seq === null).length} kept whole`)
    say(`taking a version: p50 ${percentile(took, 0.5)} ms, p95 ${percentile(took, 0.95)} ms`)

    const list = (await server.ask(lead, 'GET', `/api/plans/${planId}/versions`)).json<{ versions: { id: string }[] }>().versions
    const idAt = () => list[random(list.length)]?.id ?? ''
    const rounds = isShort ? 5 : 40
    const measure = async (name: string, ask: () => Promise<{ statusCode: number }>) => {
      const times: number[] = []
      const busy: number[] = []
      for (let i = 0; i < rounds; i += 1) {
        server.travel(61_000)
        const [began, before] = [performance.now(), process.cpuUsage()]
        const { statusCode } = await ask()
        times.push(performance.now() - began)
        const { user, system } = process.cpuUsage(before)
        busy.push((user + system) / 1000)
        if (statusCode !== 200) throw new Error(`${name}: ${statusCode}`)
      }
      say(`${name}: p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms; processor time p50 ${percentile(busy, 0.5)}, p95 ${percentile(busy, 0.95)}`)
    }
    await measure('opening history (the list)', () => server.ask(lead, 'GET', `/api/plans/${planId}/versions`))
    await measure('opening one version', () => server.ask(lead, 'GET', `/api/plans/${planId}/versions/${idAt()}`))
    await measure('comparing two versions', () => server.ask(lead, 'GET', `/api/plans/${planId}/changes?from=${idAt()}&to=${idAt()}`))
    await measure('comparing a version and now', () => server.ask(lead, 'GET', `/api/plans/${planId}/changes?from=${idAt()}`))
    const goalIds = [...goals.keys()]
    const textAt = () => `id=${goalIds[random(goalIds.length)]}&field=${['why', 'familyWords', 'childWords'][random(3)]}`
    await measure('who wrote a text', () => server.ask(lead, 'GET', `/api/plans/${planId}/authors?part=plan&entity=goal&${textAt()}`))
    const guardian = await server.member(planId, 'guardian')
    const target = { part: 'plan', entity: 'goal', id: goalIds[0], field: 'why', passage: (texts[0] as Y.XmlText).toString().slice(0, 10) }
    const asked = await server.ask(guardian, 'POST', `/api/plans/${planId}/erasures`, { target, reason: 'other' })
    const erasedFrom = performance.now()
    const { state } = (await server.ask(lead, 'POST', `/api/plans/${planId}/erasures/${asked.json<{ id: string }>().id}/confirm`)).json<{ state: string }>()
    say(`erasing words of one text, in ${versions} versions: ${((performance.now() - erasedFrom) / 1000).toFixed(1)} s (${state})`)
    await measure('restoring the plan', () => server.ask(lead, 'POST', `/api/plans/${planId}/versions/${idAt()}/restore`, {}))
  } finally {
    await log.close()
    await server.close()
    rmSync(server.deps.config.dataDir, { recursive: true, force: true })
  }
}

const textOf = (texts: readonly Y.XmlText[]): number => texts.reduce((sum, { length }) => sum + length, 0)

const percentile = (values: readonly number[], share: number): string =>
  (values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0).toFixed(0)

async function bytesOf(database: Awaited<ReturnType<typeof openTestApp>>['deps']['database'], key: number): Promise<Record<string, number>> {
  const rows = await database.db.selectFrom('snapshot').select(['kind', 'bytes']).where('part_key', '=', key).execute()
  return Object.fromEntries(rows.map(({ kind, bytes }) => [kind, bytes.length]))
}
