import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { PlanContent } from '#shared/plan/api.ts'
import type { VersionContent } from '#shared/version/api.ts'
import type { ErasureList } from '#shared/version/erasure.ts'
import { openDatabase } from '../../server/db/database.ts'
import { openTestApp, type TestApp } from '../support/app.ts'
import { leftOf } from '../support/byte-search.ts'
import { addEntry, addGoal, goalText, lineIn, writeAs } from '../support/history.ts'

const secret = 'Brigitte-Zyklop'
/** When the process ends: so many milliseconds after it began, or at a step of its own. */
const kills: (number | 'before-scrub' | 'after-scrub')[] = [...Array.from({ length: Number(process.env['ERASURE_KILLS'] ?? 2) }, (_, i) => i * 40), 'before-scrub', 'after-scrub']

/** Opens a server on a folder that others have worked in. */
async function openOn(dataDir: string): Promise<TestApp> {
  const database = await openDatabase({ dataDir, databaseUrl: null })
  return openTestApp('sqlite', { on: { database, dataDir, remove: () => database.close() } })
}

test('[access 4] [S4] kill -9 in the middle of an erasure: the order is carried out at the next start, and what is left is whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'samepage-erasure-'))
  const first = await openTestApp('sqlite')
  const { planId, lead, leadMemberId } = await first.plan()
  const guardian = await first.member(planId, 'guardian')
  let goalId = ''
  await writeAs(first, planId, 'plan', leadMemberId, (doc) => {
    goalId = addGoal(doc, 'Brush teeth')
    lineIn(goalText(doc, goalId, 'why')).insert(0, `Because ${secret} said so`)
  })
  await writeAs(first, planId, 'journal.team', leadMemberId, (doc) => {
    for (let i = 0; i < 200; i += 1) addEntry(doc, leadMemberId, `Note ${i} of a long week`)
  })
  const versions: string[] = []
  for (let i = 0; i < 10; i += 1) {
    await writeAs(first, planId, 'plan', leadMemberId, (doc) => lineIn(goalText(doc, goalId, 'why')).insert(0, `${i} `))
    versions.push((await first.ask(lead, 'POST', `/api/plans/${planId}/versions`, { label: `${i}` })).json<{ id: string }>().id)
  }
  const target = { part: 'plan', entity: 'goal', id: goalId, field: 'why', passage: secret }
  const asked = await first.ask(guardian, 'POST', `/api/plans/${planId}/erasures`, { target, reason: 'other' })
  // Confirmed, and not yet begun: from here on no person has to do anything.
  await first.deps.database.db
    .updateTable('erasure').set({ decision: 'confirmed', decided_by: leadMemberId, decided_at: first.deps.now().toISOString() })
    .where('id', '=', asked.json<{ id: string }>().id).execute()
  await first.app.close()
  await first.deps.database.close()
  cpSync(first.deps.config.dataDir, folder, { recursive: true })
  rmSync(first.deps.config.dataDir, { recursive: true, force: true })

  const ends: string[] = []
  for (const kill of kills) {
    const dataDir = mkdtempSync(join(tmpdir(), 'samepage-erasure-'))
    cpSync(folder, dataDir, { recursive: true })
    const child = spawn(process.execPath, ['tests/versions/erase-now.ts', dataDir, String(kill)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    if (typeof kill === 'number') setTimeout(() => child.kill('SIGKILL'), kill)
    await ended
    const server = await openOn(dataDir)
    const { erased_at: erasedAt, done_at: doneAt } = await server.deps.database.db.selectFrom('erasure').selectAll().executeTakeFirstOrThrow()
    ends.push(doneAt !== null ? 'done' : erasedAt !== null ? 'erased' : 'not begun')
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    await expect.poll(async () => (await server.ask(lead, 'GET', `/api/plans/${planId}/erasures`)).json<ErasureList>().erasures[0]?.state, { timeout: 20_000 }).toBe('done')
    expect(await leftOf([secret], server.deps.database, dataDir), ends.at(-1)).toEqual([])
    const content = (await server.ask(lead, 'GET', `/api/plans/${planId}/content`)).json<PlanContent>()
    expect(content.goals).toMatchObject([{ why: expect.stringMatching(/^9 .* Because {2}said so$/) }])
    expect(content.entries).toHaveLength(200)
    for (const [number, version] of versions.entries()) {
      const { goals } = (await server.ask(lead, 'GET', `/api/plans/${planId}/versions/${version}`)).json<VersionContent>().content
      expect(goals).toMatchObject([{ why: expect.stringMatching(new RegExp(`^${number} .*Because {2}said so$`)) }])
    }
    await server.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
  expect(ends[0]).toBe('not begun')
  expect(ends.slice(-2)).toEqual(['erased', 'erased'])
}, 120_000)
