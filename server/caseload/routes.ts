import { Caseload } from '#shared/caseload/api.ts'
import { accountOf } from '../access/route-guard.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import type { Histories } from '../versions/part-history.ts'
import { CaseloadCounts } from './caseload.ts'

/** What is new in all plans of an account. */
export function addCaseloadRoutes(app: App, { database, now, newId }: Deps, { log, report, channelDeps }: LiveEditing, histories: Histories): void {
  const counts = new CaseloadCounts({ db: database.db, now, newId, histories, log, report })
  app.addHook('onListen', (done) => {
    counts.start(channelDeps.clock)
    done()
  })
  app.addHook('onClose', () => counts.close())
  app.get('/api/caseload', { config: { access: 'signed-in' }, schema: { response: { 200: Caseload } } }, async (request) => ({
    plans: await counts.list(accountOf(request).id),
  }))
}
