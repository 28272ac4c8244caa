/** Our own server on SQLite, with the sample families and a hundred new plans, and three people signed in. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../process.ts'
import { yWebsocketWire } from '../wire.ts'
import { launchProgram, type Running, type System } from './system.ts'

const samplePassword = 'a quiet blue bicycle'
/** The lead and two guardians of `plan-mateo`: three members who may write. */
const people = ['hana', 'lucia', 'daniel'] as const
const root = fileURLToPath(new URL('../../../', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

type Template = { dataDir: string; familyId: string; planIds: string[] }
let template: Promise<Template> | null = null

/** A data folder made once; each server starts on a copy. */
async function makeTemplate(): Promise<Template> {
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-bench-template-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
  const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', SEED_PASSWORD: samplePassword }
  const sample = join(root, 'server/cli/sample-families.json')
  const seeded = await runProgram([join(root, 'server/cli/main.ts'), 'seed', '--file', sample, '--json'], env)
  const { plans } = JSON.parse(seeded) as { plans: { sampleId: string; planId: string }[] }
  const family = plans.find(({ sampleId }) => sampleId === 'plan-mateo')
  if (family === undefined) throw new Error('the sample families have no plan-mateo')
  const made = await runProgram([fileURLToPath(new URL('./make-plans.ts', import.meta.url)), '100'], env)
  return { dataDir, familyId: family.planId, planIds: JSON.parse(made) as string[] }
}

async function signIn(port: number, name: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: `http://localhost:${port}` },
    body: JSON.stringify({ email: `${name}@example.org`, password: samplePassword }),
  })
  if (!answer.ok) throw new Error(`${name} cannot sign in: ${answer.status}`)
  return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
}

async function ownMemberId(port: number, planId: string, cookie: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/plans/${planId}`, { headers: { cookie } })
  return ((await answer.json()) as { memberId: string }).memberId
}

async function launch(): Promise<Running> {
  const { dataDir: source, familyId, planIds } = await (template ??= makeTemplate())
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-bench-'))
  cpSync(source, dataDir, { recursive: true })
  let cookies: string[] = []
  let notesId = ''
  let listening = 0
  const running = await launchProgram(samepage, {
    dataDir,
    program: (port) => {
      listening = port
      return {
        args: [...(process.env.BENCH_PROFILE === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`]), fileURLToPath(new URL('./samepage-server.ts', import.meta.url))],
        env: { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', DATABASE_URL: '' },
        health: '/readyz',
      }
    },
    seat: (port) => (room, person) => {
      const planId = room.startsWith('plan-') ? planIds[Number(room.slice('plan-'.length))] : familyId
      const part = room === 'notes' ? `notes.${notesId}` : 'plan'
      // Only the lead may open the lead's notes.
      const cookie = cookies[room === 'notes' ? 0 : person % people.length] as string
      return {
        url: `ws://127.0.0.1:${port}/sync/${planId}/${part}`,
        headers: { cookie, origin: `http://localhost:${port}` },
        wire: yWebsocketWire,
      }
    },
  })
  cookies = await Promise.all(people.map((name) => signIn(listening, name)))
  notesId = await ownMemberId(listening, familyId, cookies[0] as string)
  return running
}

export const samepage: System = {
  name: 'samepage',
  label: `Samepage ${version}`,
  acknowledges: 'when it is on disk',
  stores: 'each update in SQLite, with fsync',
  launch,
}
