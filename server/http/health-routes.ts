import { sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { App } from './app-type.ts'

/** For whoever watches the server: is the process there, and can it do its work. */
export function addHealthRoutes(app: App, deps: Deps): void {
  const isPublic = { config: { access: 'public', rateLimit: false } } as const

  app.get('/healthz', isPublic, () => ({ status: 'ok' }))

  app.get('/readyz', isPublic, async () => {
    try {
      await sql`select 1 from plan limit 1`.execute(deps.database.db)
    } catch (cause) {
      throw new AppError('storage-unavailable', {}, { cause })
    }
    return { status: 'ready' }
  })
}
