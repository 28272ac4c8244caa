/**
 * `npm run bench -- --steps`: what each step of a key press costs on our server, in one process, on a plan of about
 * 200 KB: the walk of ARCHITECTURE.md with a clock beside it. Prints a Markdown table.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Y from 'yjs'
import { completeContainers, newEntity } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { readClientFrame, updateFrame } from '#shared/protocol/frames.ts'
import { namedFrame, readPlanFrame } from '#shared/protocol/plan-frames.ts'
import { openDatabase } from '#server/db/database.ts'
import { migrate } from '#server/db/migrate.ts'
import { PartDocument } from '#server/sync/part-document.ts'
import { openUpdateLog } from '#server/sync/update-log.ts'
import { changeOf, strengthsOf } from './content.ts'
import { percentile } from './statistics.ts'
import { Typist } from './typist.ts'

const presses = 5000
const warmUp = 1000
const part = parsePart('plan') as Part
const member = '0b5f7a36-6f0e-4b5a-9d53-6f2d7a1c4e10'

/** A plan with 60 goals and 120 strategies, as long as people write them when they write a lot: about 200 KB. */
function largePlan(): Uint8Array {
  const doc = new Y.Doc()
  const words = 'We try it together at the table first, and then he does the last step on his own. '.repeat(10)
  return changeOf(doc, () =>
    doc.transact(() => {
      completeContainers(doc, shapeOf(part))
      for (let i = 0; i < 180; i += 1) {
        const [list, fields] = i < 60 ? (['goals', goalFields] as const) : (['strategies', strategyFields] as const)
        const id = `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`
        const entity = newEntity(fields, { status: i < 60 ? 'active' : 'idea', order: `a${i}` })
        doc.getMap(list).set(id, entity)
        fillText(entity.get('title') as Y.XmlFragment, words)
      }
      completeContainers(doc, shapeOf(part))
    }),
  )
}

const times = new Map<string, number[]>()
/** Runs one step and notes how long it took. */
function timed<T>(step: string, act: () => T): T {
  const startedAt = performance.now()
  const result = act()
  note(step, startedAt)
  return result
}

function note(step: string, startedAt: number): void {
  const tookMs = performance.now() - startedAt
  const all = times.get(step)
  if (all === undefined) times.set(step, [tookMs])
  else all.push(tookMs)
}

/** Measures every step and returns the table. */
export async function measureSteps(): Promise<string> {
  const plan = largePlan()
  const folder = mkdtempSync(join(tmpdir(), 'samepage-bench-steps-'))
  const database = await openDatabase({ dataDir: folder, databaseUrl: null })
  await migrate(database)
  // Without the pace of a busy log, which would be measured instead of a commit.
  const log = openUpdateLog(database, { after: (_ms, act) => (act(), () => undefined) })
  try {
    const at = new Date(0).toISOString()
    await database.db.insertInto('practice').values({ id: 'p', name: 'p', created_at: at }).execute()
    await database.db.insertInto('account').values({
      id: 'a', name: 'a', email: 'a', emailVerified: 0, createdAt: at, updatedAt: at, image: null, disabled_at: null,
    }).execute()
    await database.db.insertInto('plan').values({ id: 'plan', practice_id: 'p', child_name: 'c', created_by: 'a', created_at: at }).execute()
    const partKey = await log.partKey('plan', 'plan')
    const owners = new Map<number, string | null>([...Y.parseUpdateMeta(plan).to.keys()].map((clientId) => [clientId, null]))
    const document = new PartDocument(part, { state: { seq: 0, bytes: plan }, updates: [], lastSeq: 0, owners })
    document.complete()
    const typist = new Typist(plan, strengthsOf)
    for (let seq = 1; seq <= presses + warmUp; seq += 1) {
      if (seq === warmUp) times.clear()
      const frame = namedFrame('plan', updateFrame(typist.press().update))
      const { update } = timed('read the frame', () => readClientFrame(readPlanFrame(frame).body)) as { update: Uint8Array }
      const judgement = timed('judge it', () => document.judge(owners, { memberId: member, canWrite: true, mayEditPlan: true }, update))
      if (!judgement.accepted) throw new Error(`refused: ${judgement.refusal}`)
      for (const clientId of judgement.newClientIds) owners.set(clientId, member)
      const effect = timed('apply it, and encode what it changed', () => document.apply(update)) as Uint8Array
      timed('complete what is new', () => document.complete())
      const startedAt = performance.now()
      await log.append({ partKey, seq, memberId: null, epoch: null, at, bytes: effect, newClientIds: [] })
      note('put it on disk, and hear of it', startedAt)
      timed('make the frame for the others', () => namedFrame('plan', updateFrame(effect)))
    }
    const micro = (ms: number) => (ms * 1000).toFixed(1)
    const rows = [...times].map(([step, all]) => `| ${step} | ${micro(percentile(all, 0.5))} | ${micro(percentile(all, 0.99))} |`)
    return [`A plan of ${Math.round(plan.length / 1024)} KiB, ${presses} key presses.`, '', '| step | p50 µs | p99 µs |', '|---|---|---|', ...rows].join('\n')
  } finally {
    await log.close()
    await database.close()
    rmSync(folder, { recursive: true })
  }
}
