import { compactPart } from '../sync/compaction.ts'
import { openUpdateLog } from '../sync/update-log.ts'
import { readOptions, type Command } from './command.ts'

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
        for (const { key } of parts) rows += await compactPart(log, key, deps.now().toISOString())
        return { json: { parts: parts.length, rows }, text: `Folded ${rows} rows of ${parts.length} parts` }
      } finally {
        await log.close()
      }
    }
  },
}
