/**
 * A PostgreSQL for tests: TEST_DATABASE_URL, or a throw-away cluster from the binaries of this machine. It is started at
 * the first use in a test file and is gone when that file's process ends.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { findPostgres } from './postgres-binary.ts'

/** A PostgreSQL of the test's own, which it may treat badly. */
export type PostgresProcess = TestPostgres & {
  /** Ends it as a power cut does: connections break, nothing is shut down in order. */
  crash(): Promise<void>
  /** Starts it again, on the same port and data. */
  start(): Promise<void>
  /** Stops every process of it in its tracks: connections stay open and nothing answers. */
  freeze(): void
  thaw(): void
}

export type TestPostgres = {
  /** Makes an empty database and returns its address. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

/** Starts, or finds, a PostgreSQL. Null, loudly, where there is none; in CI that is an error. */
export async function openTestPostgres(): Promise<TestPostgres | null> {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') return { newDatabase: () => createDatabase(given), stop: () => Promise.resolve() }
  const binaries = findPostgres()
  if (binaries !== null) return startCluster(binaries)
  if (process.env.CI === 'true') throw new Error('no PostgreSQL: set TEST_DATABASE_URL or install postgresql')
  console.warn('\n*** PostgreSQL is NOT tested: set TEST_DATABASE_URL or install postgresql ***\n')
  return null
}

/** PostgreSQL refuses to run as root; then another user runs it. */
function userToRunAs(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      continue
    }
  }
  return null
}

/** A PostgreSQL from this machine's binaries, for tests that stop it; null where there are none. */
export async function openPostgresProcess(): Promise<PostgresProcess | null> {
  const binaries = findPostgres()
  return binaries === null ? null : startCluster(binaries)
}

async function startCluster(binaries: string): Promise<PostgresProcess> {
  const dir = mkdtempSync(join(tmpdir(), 'samepage-postgres-'))
  const user = userToRunAs()
  const asUser = user === null ? {} : user
  if (user !== null) chownSync(dir, user.uid, user.gid)
  const data = join(dir, 'data')
  const init = ['-D', data, '-U', 'samepage', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  execFileSync(join(binaries, 'initdb'), init, { ...asUser, cwd: dir, stdio: 'ignore' })
  const port = await freePort()
  const settings = ['-c', 'fsync=off', '-c', `unix_socket_directories=${dir}`, '-c', 'listen_addresses=127.0.0.1']
  const url = `postgres://samepage@127.0.0.1:${port}/postgres`
  let server: ChildProcess
  const signalAll = (signal: NodeJS.Signals) => {
    const { pid } = server
    if (pid !== undefined) for (const each of [pid, ...childrenOf(pid)]) process.kill(each, signal)
  }
  const start = async () => {
    server = spawn(join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...settings], { ...asUser, cwd: dir, stdio: 'ignore' })
    await untilItAnswers(url, server)
  }
  const end = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    await ended
  }
  const discard = () => {
    server.kill('SIGKILL')
    rmSync(dir, { recursive: true, force: true })
  }
  process.once('exit', discard)
  await start()
  return {
    newDatabase: () => createDatabase(url),
    crash: () => end('SIGQUIT'),
    start,
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    stop: async () => {
      await end('SIGINT')
      process.off('exit', discard)
      discard()
    },
  }
}

/** The processes that PostgreSQL serves connections with; each is in a process group of its own. */
function childrenOf(pid: number): number[] {
  const isChild = (entry: string) => {
    try {
      const { groups } = /\) \S (?<parent>\d+) /.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? {}
      return groups?.['parent'] === String(pid)
    } catch {
      return false
    }
  }
  return readdirSync('/proc').filter((entry) => /^\d+$/.test(entry) && isChild(entry)).map(Number)
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  for (const endsAt = Date.now() + 30_000; Date.now() < endsAt;) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
    const client = new Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error('postgres did not answer in 30 s')
}

async function createDatabase(adminUrl: string): Promise<string> {
  const name = `samepage_${randomUUID().replaceAll('-', '')}`
  const client = new Client(adminUrl)
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}
