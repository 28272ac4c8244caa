/** Starting and stopping a server: settings -> lock -> database -> app -> listen. Used by `npm start` and the demo. */
import { constants } from 'node:os'
import { buildApp, type AppOptions } from './app.ts'
import { builtClientDir, buildClientIfNeeded } from './build-client.ts'
import type { Config } from './config.ts'
import { lockDataFolder } from './db/data-folder-lock.ts'
import { lockDatabase } from './db/database-lock.ts'
import { openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { makeDeps, type Deps } from './deps.ts'
import { hasErrorCode, StartError } from './errors.ts'
import { closeInTime } from './stop-in-time.ts'

export type RunningServer = {
  readonly deps: Deps
  /** Closes what can be closed within 3 s, or 10 s on PostgreSQL. Throws StartError `stop-timed-out` where something hangs. */
  stop(): Promise<void>
}

/**
 * A database that is away fails what waits for it after about ten seconds; whoever stops a server waits no longer. Somewhat
 * less than 3 and 10 s [S7]: the process has to end as well.
 */
const stopLimitMs = { sqlite: 2800, postgres: 9500 } as const

export type StartOptions = AppOptions & {
  /** Runs when the database is ready and before anybody can connect. */
  readonly prepare?: (deps: Deps) => Promise<void>
  readonly say: (line: string) => void
  /** Where the built client lies; it is built if missing. Null serves no pages. */
  readonly clientDir?: string | null
}

/** Ctrl-C comes twice at once, from the terminal and from npm, which passes it on. */
const sameSignalMs = 300

/** Starts a server. Throws StartError for what the person at the terminal can put right. */
export async function startServer(config: Config, { prepare, say, clientDir = builtClientDir, ...appOptions }: StartOptions): Promise<RunningServer> {
  const closers: (() => unknown)[] = []
  const stop = () => closeInTime(closers.splice(0).toReversed(), stopLimitMs[config.databaseUrl === null ? 'sqlite' : 'postgres'])
  try {
    if (config.databaseUrl === null) {
      closers.push(lockDataFolder(config.dataDir).release)
    } else {
      const lock = await lockDatabase(config.databaseUrl)
      closers.push(lock.release)
      lock.lost.catch((cause: unknown) => void stop().catch(() => undefined).then(() => failToStart(cause)))
    }
    if (clientDir !== null) buildClientIfNeeded(say)
    const database = await openDatabase(config)
    closers.push(() => database.close())
    await migrate(database)
    const deps = makeDeps(config, database, { clientDir })
    await prepare?.(deps)
    const app = await buildApp(deps, appOptions)
    // Ends the sockets too: what was received is on disk before the database closes [S7].
    closers.push(() => app.close())
    await app.listen({ port: config.port, host: config.host })
    return { deps, stop }
  } catch (cause) {
    await stop().catch(() => undefined)
    throw hasErrorCode(cause, (code) => code === 'EADDRINUSE')
      ? new StartError('port-in-use', `Port ${config.port} is in use by another program. Stop it, or choose another with PORT.`, { cause })
      : cause
  }
}

/** Says where the server is, and how to set up a new one. */
export async function announce({ deps }: RunningServer, say: (line: string) => void): Promise<void> {
  say(`Samepage is at ${deps.config.publicUrl}`)
  if (!(await deps.setup.isOpen())) return
  // After the #, so that it is never sent as part of an address, nor logged by anything on the way.
  say(`This server is new. Set it up with this one-time link: ${deps.config.publicUrl}/setup#${deps.setup.token}`)
}

/** Stops the server on Ctrl-C or when the system asks, and then ends the process. Asked again, it ends at once. */
export function stopOnSignal(server: RunningServer): void {
  let firstAt: number | null = null
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (firstAt === null) {
        firstAt = performance.now()
        void server.stop().then(() => process.exit(0), failToStart)
      } else if (performance.now() - firstAt > sameSignalMs) {
        process.exit(128 + constants.signals[signal])
      }
    })
  }
}

/** Says why a program could not start, or stop, and ends it: one plain message where the person can help it, else the whole error. */
export function failToStart(cause: unknown): never {
  process.stderr.write(`${cause instanceof StartError ? cause.message : cause instanceof Error ? cause.stack : String(cause)}\n`)
  process.exit(1)
}
