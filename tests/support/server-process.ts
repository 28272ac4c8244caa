/** A real server in a process of its own, with the sample families: for tests that restart it or pull the plug. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { execFile } from 'node:child_process'
import { vi } from 'vitest'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const samplePassword = 'a quiet blue bicycle'

export type SeededPlan = { sampleId: string; planId: string }
export type ServerProcess = {
  readonly url: string
  readonly socketUrl: string
  readonly dataDir: string
  readonly plans: SeededPlan[]
  /** Of the process that runs, or ran last. */
  readonly pid: number
  /** Signs a sample person in and returns the cookie: `signIn('hana')`. */
  signIn(name: string): Promise<string>
  /** Ends the process as given and waits for its end. Returns the milliseconds that took. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number>
  start(): Promise<void>
  /** Runs a command of the command line on the same data, beside the server. */
  cli(...args: string[]): Promise<{ code: number; stdout: string }>
  remove(): Promise<void>
}

export type ServerProcessOptions = {
  readonly databaseUrl?: string
  /** More environment for the server, and for nothing else. */
  readonly serverEnv?: (dataDir: string) => Record<string, string>
  /** Runs when the data folder is made and before the server is started. */
  readonly prepare?: (dataDir: string) => void
}

/** Makes a data folder with the sample families and starts a server on it. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const { databaseUrl = '', serverEnv = () => ({}), prepare } = options
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-server-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error', SEED_PASSWORD: samplePassword, DATABASE_URL: databaseUrl }
  const seeded = await run(process.execPath, ['server/cli/main.ts', 'seed', '--file', 'server/cli/sample-families.json', '--json'], { env })
  const { plans } = JSON.parse(seeded.stdout) as { plans: SeededPlan[] }
  let child: ChildProcess | null = null
  let pid = 0

  const server: ServerProcess = {
    url,
    socketUrl: `ws://127.0.0.1:${port}`,
    dataDir,
    plans,
    get pid() {
      return pid
    },
    cli: async (...args) => {
      try {
        return { code: 0, ...(await run(process.execPath, ['server/cli/main.ts', ...args], { env })) }
      } catch (error) {
        return error as { code: number; stdout: string }
      }
    },
    start: async () => {
      child = spawn(process.execPath, ['server/main.ts'], { env: { ...env, ...serverEnv(dataDir) }, stdio: ['ignore', 'ignore', 'inherit'] })
      pid = child.pid ?? 0
      const isReady = async () => {
        const answer = await fetch(`http://127.0.0.1:${port}/readyz`)
        if (!answer.ok) throw new Error('not ready')
      }
      await vi.waitFor(isReady, { timeout: 30_000, interval: 20 })
    },
    signIn: async (name) => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ email: `${name}@example.org`, password: samplePassword }),
      })
      if (!answer.ok) throw new Error(`${name} cannot sign in: ${answer.status}`)
      return answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
    },
    end: async (signal) => {
      const startedAt = performance.now()
      if (child !== null && child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill(signal)
        await ended
      }
      return performance.now() - startedAt
    },
    remove: async () => {
      await server.end('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  prepare?.(dataDir)
  await server.start()
  return server
}

/** The plan of a sample family: `planOf(server, 'plan-mateo')`. */
export function planOf(server: ServerProcess, sampleId: string): string {
  const plan = server.plans.find((candidate) => candidate.sampleId === sampleId)
  if (plan === undefined) throw new Error(`no plan ${sampleId}`)
  return plan.planId
}
