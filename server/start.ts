/** Starting and stopping a server: settings -> lock -> database -> app -> listen. Used by `npm start` and the demo. */
import { buildApp, type AppOptions } from './app.ts'
import { builtClientDir, buildClientIfMissing } from './build-client.ts'
import type { Config } from './config.ts'
import { lockDataFolder } from './db/data-folder-lock.ts'
import { openDatabase } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { makeDeps, type Deps } from './deps.ts'
import { hasErrorCode, StartError } from './errors.ts'

export type RunningServer = { readonly deps: Deps; stop(): Promise<void> }

export type StartOptions = AppOptions & {
  /** Runs when the database is ready and before anybody can connect. */
  readonly prepare?: (deps: Deps) => Promise<void>
  readonly say: (line: string) => void
}

/** Starts a server. Throws StartError for what the person at the terminal can put right. */
export async function startServer(config: Config, { prepare, say, ...appOptions }: StartOptions): Promise<RunningServer> {
  const closers: (() => unknown)[] = []
  const stop = async () => {
    for (const close of closers.splice(0).toReversed()) await close()
  }
  try {
    if (config.databaseUrl === null) closers.push(lockDataFolder(config.dataDir).release)
    buildClientIfMissing(say)
    const database = await openDatabase(config)
    closers.push(() => database.close())
    await migrate(database)
    const deps = makeDeps(config, database, { clientDir: builtClientDir })
    await prepare?.(deps)
    const app = await buildApp(deps, appOptions)
    // Ends the sockets too: what was received is on disk before the database closes [S7].
    closers.push(() => app.close())
    await app.listen({ port: config.port, host: config.host })
    return { deps, stop }
  } catch (cause) {
    await stop()
    throw hasErrorCode(cause, (code) => code === 'EADDRINUSE')
      ? new StartError('port-in-use', `Port ${config.port} is in use by another program. Stop it, or choose another with PORT.`, { cause })
      : cause
  }
}

/** Stops the server on Ctrl-C or when the system asks, once, and then ends the process. */
export function stopOnSignal(server: RunningServer, afterwards: () => void = () => undefined): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      void server.stop().then(
        () => {
          afterwards()
          process.exit(0)
        },
        () => {
          afterwards()
          process.exit(1)
        },
      )
    })
  }
}

/** Says why a program could not start and ends it: one plain message where the person can help it, else the whole error. */
export function failToStart(cause: unknown): never {
  process.stderr.write(`${cause instanceof StartError ? cause.message : cause instanceof Error ? cause.stack : String(cause)}\n`)
  process.exit(1)
}
