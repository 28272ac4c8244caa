// @ts-nocheck

import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { openDatabase } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openTestApp } from '../support/app.ts'
import { randomFrom } from './content.ts'
const dataDir = mkdtempSync('/tmp/scratch-ask-')
cpSync('/tmp/me/erasure-scratch/data', dataDir, { recursive: true })
const { planId, lead } = JSON.parse(readFileSync('/tmp/me/erasure-scratch/plan.json', 'utf8'))
const database = await openDatabase({ dataDir, databaseUrl: null })
await migrate(database)
const server = await openTestApp('sqlite', { on: { database, dataDir, remove: async () => { await database.close(); rmSync(dataDir, { recursive: true, force: true }) } } })
const random = randomFrom(11)
const list = (await server.ask(lead, 'GET', `/api/plans/${planId}/versions`)).json().versions
const idAt = () => list[random(list.length)]?.id ?? ''
const p = (v, s) => (v.toSorted((a, b) => a - b)[Math.min(v.length - 1, Math.floor(v.length * s))] ?? 0).toFixed(0)
const measure = async (name, ask) => {
  const times = [], busy = []
  for (let i = 0; i < Number(process.env.ROUNDS ?? 30); i += 1) {
    server.travel(Number(process.env.TRAVEL ?? 61_000))
    const [began, before] = [performance.now(), process.cpuUsage()]
    const { statusCode, body } = await ask()
    times.push(performance.now() - began)
    const { user, system } = process.cpuUsage(before)
    busy.push((user + system) / 1000)
    if (statusCode !== 200) throw new Error(`${name}: ${statusCode} ${body}`)
  }
  console.log(`${name}: p50 ${p(times, 0.5)} p95 ${p(times, 0.95)}; cpu p50 ${p(busy, 0.5)} p95 ${p(busy, 0.95)}`)
}
const what = process.argv[2] ?? ''
const all = {
  list: () => server.ask(lead, 'GET', `/api/plans/${planId}/versions`),
  one: () => server.ask(lead, 'GET', `/api/plans/${planId}/versions/${idAt()}`),
  two: () => server.ask(lead, 'GET', `/api/plans/${planId}/changes?from=${idAt()}&to=${idAt()}`),
  now: () => server.ask(lead, 'GET', `/api/plans/${planId}/changes?from=${idAt()}`),
  authors: () => server.ask(lead, 'GET', `/api/plans/${planId}/authors?part=plan&entity=goal&id=${goalAt()}&field=${['why', 'familyWords', 'childWords'][random(3)]}`),
  restore: () => server.ask(lead, 'POST', `/api/plans/${planId}/versions/${idAt()}/restore`, {}),
}
const content = (await server.ask(lead, 'GET', `/api/plans/${planId}/content`)).json()
const goalAt = () => content.goals[random(content.goals.length)].id
for (const [name, ask] of Object.entries(all)) if (what === '' ? name !== 'authors' : what.split(',').includes(name)) await measure(name, ask)
if (what === 'erase') {
  const guardian = await server.member(planId, 'guardian')
  const t = async (name, act) => { const b = performance.now(); const r = await act(); console.log(name, (performance.now() - b).toFixed(0), r.statusCode, r.body.slice(0, 100)); return r }
  for (const target of [{ part: 'plan', entity: 'goal', id: goalAt(), field: 'why', passage: 'words that' }, { part: 'plan', passage: 'words that were' }, { part: 'plan', entity: 'goal', id: goalAt() }]) {
    const { id } = (await t('ask', () => server.ask(guardian, 'POST', `/api/plans/${planId}/erasures`, { target, reason: 'other' }))).json()
    const tick = setInterval(() => { const n = performance.now(); longest = Math.max(longest, n - last); last = n }, 1)
    var last = performance.now(), longest = 0
    await t('confirm', () => server.ask(lead, 'POST', `/api/plans/${planId}/erasures/${id}/confirm`))
    clearInterval(tick)
    console.log('longest block', longest.toFixed(0), 'versions', list.length)
  }
}
await server.close()
