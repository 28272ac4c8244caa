import { probeWrite } from '../db/probe-write.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { App } from './app-type.ts'

const probeEveryMs = 5000

/** For whoever watches the server: is the process there, and can it do its work. */
export function addHealthRoutes(app: App, deps: Deps): void {
  const isPublic = { config: { access: 'public', rateLimit: false } } as const
  const canWrite = atMostEvery(probeEveryMs, deps.now, () => probeWrite(deps.database))

  app.get('/healthz', isPublic, () => ({ status: 'ok' }))

  app.get('/readyz', isPublic, async () => {
    try {
      await canWrite()
    } catch (cause) {
      throw new AppError('storage-unavailable', {}, { cause })
    }
    return { status: 'ready' }
  })
}

/** `act`, so that everybody who asks within `everyMs` gets the outcome of the same call. */
function atMostEvery(everyMs: number, now: () => Date, act: () => Promise<void>): () => Promise<void> {
  let last: { at: number; outcome: Promise<void> } | null = null
  return () => {
    const at = now().getTime()
    if (last === null || at - last.at >= everyMs) last = { at, outcome: act() }
    return last.outcome
  }
}
