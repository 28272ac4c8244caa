/** A server under test, whichever it is: started in a process of its own on a data folder of its own. */
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, waitFor, type Seat } from '../client.ts'
import { freePort } from '../../support/free-port.ts'
import { answers, endProgram, startProgram } from '../process.ts'

export const systemNames = ['samepage', 'hocuspocus', 'y-websocket', 'relay'] as const
export type SystemName = (typeof systemNames)[number]

export type System = {
  readonly name: SystemName
  /** Name and version, for the table. */
  readonly label: string
  /** When it acknowledges an update, in words; null: never. */
  readonly acknowledges: string | null
  /** How it stores, in words; null: nothing. */
  readonly stores: string | null
  launch(): Promise<Running>
}

/** Rooms: `family` holds a sample plan, `notes` private notes, `plan-0` to `plan-999` are new plans. */
export type Running = {
  readonly system: System
  readonly dataDir: string
  readonly pid: number
  start(): Promise<void>
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
  /** Brings what is stored into the state it has when nobody has been there for a while. Call it while the server is down. */
  atRest(): Promise<unknown>
  /** Bytes of live objects, after everything that can go has been collected. */
  liveHeapBytes(): Promise<number>
  /** Where a person connects to a room. */
  seat(room: string, person: number): Seat
}

/** Every server under test answers SIGUSR2 with the size of its live heap. */
const heapReporter = fileURLToPath(new URL('../heap-reporter.ts', import.meta.url))

type Program = { readonly args: string[]; readonly env: NodeJS.ProcessEnv; readonly health: string }

/** A server that is one Node program: how it starts, ends and is cleaned up. */
export async function launchProgram(
  system: System,
  options: { dataDir?: string; atRest?: () => Promise<unknown>; program: (port: number, dataDir: string) => Program; seat: (port: number) => Running['seat'] },
): Promise<Running> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'samepage-bench-'))
  const port = await freePort()
  const { args, env, health } = options.program(port, dataDir)
  const heapReport = join(dataDir, 'heap-report')
  let child: ChildProcess | null = null
  const running: Running = {
    system,
    dataDir,
    get pid() {
      if (child?.pid === undefined) throw new Error(`${system.name} is not running`)
      return child.pid
    },
    start: async () => {
      child = startProgram(['--expose-gc', '--import', heapReporter, ...args], { ...process.env, ...env, HEAP_REPORT: heapReport })
      await answers(`http://127.0.0.1:${port}${health}`)
    },
    end: (signal) => endProgram(child, signal),
    remove: async () => {
      // A profile is written at a clean end.
      await endProgram(child, process.env.BENCH_PROFILE === undefined ? 'SIGKILL' : 'SIGTERM')
      rmSync(dataDir, { recursive: true, force: true })
    },
    atRest: options.atRest ?? (() => Promise.resolve()),
    liveHeapBytes: async () => {
      rmSync(heapReport, { force: true })
      process.kill(running.pid, 'SIGUSR2')
      await waitFor('the report of the heap', () => existsSync(heapReport))
      return Number(readFileSync(heapReport, 'utf8'))
    },
    seat: options.seat(port),
  }
  await running.start()
  return running
}

/** Puts updates into a room, one after the other, and waits until another device gets all of it back. */
export async function fill(running: Running, room: string, updates: Uint8Array[]): Promise<void> {
  const { acknowledges, stores } = running.system
  if (stores === null) return
  const writer = await Client.open(running.seat(room, 0))
  for (const update of updates) {
    const n = writer.send(update)
    if (acknowledges !== null) await waitFor('an acknowledgement', () => writer.acknowledged >= n)
  }
  const size = updates.reduce((sum, update) => sum + update.length, 0)
  const deadline = performance.now() + 30_000
  for (;;) {
    const reader = await Client.open(running.seat(room, 0))
    const got = reader.content?.length ?? 0
    reader.close()
    // Yjs joins neighbouring letters, so a little less than was sent comes back.
    if (got >= size * 0.5) break
    if (performance.now() > deadline) throw new Error(`the room ${room} of ${running.system.name} was not filled`)
  }
  writer.close()
  // LevelDB writes behind our back, and Hocuspocus when the last one has left.
  await sleep(500)
}
