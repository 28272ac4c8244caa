/** Programs of a benchmark: started on a processor of their own, and read through `/proc`. */
import { spawn, type ChildProcess, execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const canPin = availableParallelism() > 1 && ['/usr/bin/taskset', '/bin/taskset'].some((file) => existsSync(file))

/** How servers and load share the machine, for the table. */
export const pinning = canPin ? 'servers on processor 0, load on processor 1' : 'servers and load share all processors'

/** Keeps this process, which makes the load, off the servers' processor. */
export function pinLoad(): void {
  if (!canPin) return
  const pin = () => execFileSync('taskset', ['-a', '-c', '-p', '1', String(process.pid)], { stdio: 'ignore' })
  try {
    pin()
  } catch {
    // A thread of Node's own that had just ended. The ones that are left are pinned now.
    pin()
  }
}

const onServerProcessor = (args: string[]): [string, string[]] =>
  canPin ? ['taskset', ['-c', '0', process.execPath, ...args]] : [process.execPath, args]

const started = new Set<ChildProcess>()
// However the benchmark ends, no server is left behind.
process.on('exit', () => started.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** Starts a Node program on the servers' processor. Its words are not shown; its errors are with `BENCH_ERRORS=1`. */
export function startProgram(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
  const [command, words] = onServerProcessor(args)
  const child = spawn(command, words, { env, stdio: ['ignore', 'ignore', process.env.BENCH_ERRORS === undefined ? 'ignore' : 'inherit'] })
  started.add(child)
  child.on('exit', () => started.delete(child))
  return child
}

/** Runs a Node program to its end on the servers' processor and returns what it says. */
export async function runProgram(args: string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const [command, words] = onServerProcessor(args)
  return (await run(command, words, { env, maxBuffer: 64 * 1024 * 1024 })).stdout
}

/** Ends a program and waits for its end. */
export async function endProgram(child: ChildProcess | null, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await ended
  clearTimeout(timer)
}

/** Waits until `url` answers with success, looking often: starting is part of some measurements. */
export async function answers(url: string, timeoutMs = 20_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(2000) }).then((answer) => answer.ok, () => false)
    if (ok) return
    await sleep(10)
  }
  throw new Error(`${url} does not answer`)
}

/** Milliseconds of processor time that a process has used, all of its threads together. */
export function processorMs(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  const ticksPerSecond = 100
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Bytes of memory that a process holds. */
export const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024

/** Bytes that a process has had written to disk so far. */
export const writtenBytes = (pid: number): number => Number(/^write_bytes: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1])

/** Bytes of all files in a folder. */
export const folderBytes = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((sum, name) => {
    const stats = statSync(join(folder, name))
    return sum + (stats.isFile() ? stats.size : 0)
  }, 0)
