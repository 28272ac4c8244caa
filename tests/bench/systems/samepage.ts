/** Our own server on SQLite, with the sample families and a hundred new plans, and three people signed in. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../process.ts'
import { yWebsocketWire } from '../wire.ts'
import { launchProgram, type Running, type System } from './system.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

type SeatedPlan = { id: string; cookies: string[] }
type Template = { dataDir: string; family: SeatedPlan & { leadMemberId: string }; plans: SeatedPlan[] }
let template: Promise<Template> | null = null

/** A data folder made once, with everybody signed in; each server starts on a copy. */
async function makeTemplate(): Promise<Template> {
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-bench-template-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' }
  const sample = join(root, 'server/cli/sample-families.json')
  const seeded = await runProgram([join(root, 'server/cli/main.ts'), 'seed', '--file', sample, '--json'], env)
  const { plans: families } = JSON.parse(seeded) as { plans: { sampleId: string; planId: string }[] }
  const family = families.find(({ sampleId }) => sampleId === 'plan-mateo')
  if (family === undefined) throw new Error('the sample families have no plan-mateo')
  const made = await runProgram([fileURLToPath(new URL('./make-plans.ts', import.meta.url)), family.planId, '1000'], env)
  await atRest(dataDir)
  return { dataDir, ...(JSON.parse(made) as Omit<Template, 'dataDir'>) }
}

/** Compacts every part, as the server does with each 30 s after the last one has left it. */
const atRest = (dataDir: string): Promise<unknown> =>
  runProgram([join(root, 'server/cli/main.ts'), 'compact'], { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' })

async function launch(): Promise<Running> {
  const { dataDir: source, family, plans } = await (template ??= makeTemplate())
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-bench-'))
  cpSync(source, dataDir, { recursive: true })
  return launchProgram(samepage, {
    dataDir,
    atRest: () => atRest(dataDir),
    program: (port) => ({
      args: [
        ...(process.env.BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]),
        fileURLToPath(new URL('./samepage-server.ts', import.meta.url)),
      ],
      // As behind a proxy: thousands of people come from addresses of their own, and one address has a limit.
      env: { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', DATABASE_URL: '', TRUST_PROXY: '127.0.0.1' },
      health: '/readyz',
    }),
    seat: (port) => (room, person) => {
      const number = room.startsWith('plan-') ? Number(room.slice('plan-'.length)) : null
      const plan = number === null ? family : (plans[number] as SeatedPlan)
      const part = room === 'notes' ? `notes.${family.leadMemberId}` : 'plan'
      // Only the lead may open the lead's notes.
      const cookie = plan.cookies[room === 'notes' ? 0 : person % plan.cookies.length] as string
      return {
        url: `ws://127.0.0.1:${port}/sync/${plan.id}/${part}`,
        headers: { cookie, origin: `http://localhost:${port}`, 'x-forwarded-for': `10.${person % 250}.${(number ?? 0) >> 8}.${(number ?? 0) & 255}` },
        wire: yWebsocketWire,
      }
    },
  })
}

export const samepage: System = {
  name: 'samepage',
  label: `Samepage ${version}`,
  acknowledges: 'when it is on disk',
  stores: 'each update in SQLite, with fsync',
  launch,
}
