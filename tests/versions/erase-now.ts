/** A process that carries out the confirmed erasures of a folder, for a test that kills it, or at a step at which it is to end itself. It says when it begins. */
import { openDatabase } from '../../server/db/database.ts'
import { realClock } from '../../server/sync/clock.ts'
import { noMeasures } from '../../server/sync/measures.ts'
import { openLiveEditing } from '../../server/sync/live-editing.ts'
import { openRightsChanged } from '../../server/access/rights-changed.ts'
import { Erasures } from '../../server/versions/erasure/carry-out.ts'
import { Histories } from '../../server/versions/part-history.ts'
import { randomUUID } from 'node:crypto'

const database = await openDatabase({ dataDir: process.argv[2] as string, databaseUrl: null })
const now = () => new Date()
const fail = (cause: unknown) => {
  throw cause
}
const live = openLiveEditing({ database, rights: openRightsChanged(), now, measures: noMeasures, report: fail })
const die = () => process.kill(process.pid, 'SIGKILL')
const scrub = live.log.scrub.bind(live.log)
const [, , , moment] = process.argv
live.log.scrub = async () => {
  if (moment === 'before-scrub') die()
  await scrub()
  if (moment === 'after-scrub') die()
}
const erasures = new Erasures({ ...live, database, db: database.db, now, newId: randomUUID, histories: new Histories(live.log, realClock(now)) })
process.stdout.write('beginning\n')
await erasures.look()
process.stdout.write('done\n')
// Whoever kills it later finds it done.
setInterval(() => undefined, 1000)
