import { AppError } from '../errors.ts'
import { compactPart } from '../sync/compaction.ts'
import { openUpdateLog } from '../sync/update-log.ts'
import { readOptions, type Command } from './command.ts'

/** Folds the log of every part, or of one plan's parts. A damaged part is left as it is. */
export const compact: Command = {
  name: 'compact',
  usage: '[--plan ID]',
  read: (args) => {
    const { plan } = readOptions(args, [], ['plan'])
    return async ({ deps }) => {
      const log = openUpdateLog(deps.database)
      try {
        const query = deps.database.db.selectFrom('part').select('key').orderBy('key')
        const parts = await (plan === undefined ? query : query.where('plan_id', '=', plan)).execute()
        let rows = 0
        let damaged = 0
        for (const { key } of parts) {
          try {
            rows += await compactPart(log, key, deps.now().toISOString())
          } catch (cause) {
            if (!(cause instanceof AppError) || cause.code !== 'damaged-record') throw cause
            damaged += 1
          }
        }
        const leftOut = damaged > 0 ? `. ${damaged} parts are damaged and stay as they are: see verify` : ''
        return { json: { parts: parts.length, rows, damaged }, text: `Folded ${rows} rows of ${parts.length} parts${leftOut}` }
      } finally {
        await log.close()
      }
    }
  },
}
