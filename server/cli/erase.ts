import { requireAccountId } from '../accounts/find-account.ts'
import { erasePlan } from '../plans/erase-plan.ts'
import { openUpdateLog } from '../sync/update-log.ts'
import { readEmail, readOptions, UsageError, type Command } from './command.ts'

const longestReason = 200

/** Erases a whole plan for good, in the name of two people who answer for it. It may run beside a server that is up. */
export const erase: Command = {
  name: 'erase',
  usage: '--plan ID --reason TEXT --by EMAIL --by EMAIL',
  read: (args) => {
    const { by, others } = takeEach(args, '--by')
    const { plan: planId, reason } = readOptions(others, ['plan', 'reason'])
    const [one, other, ...more] = by.map(readEmail)
    if (one === undefined || other === undefined || more.length > 0) throw new UsageError('--by must be given twice: it takes two people.')
    if (reason.trim().length > longestReason) throw new UsageError(`--reason has at most ${longestReason} letters.`)
    return async ({ deps }) => {
      const { db } = deps.database
      const log = openUpdateLog(deps.database)
      try {
        const accounts = [await requireAccountId(db, one), await requireAccountId(db, other)] as const
        await erasePlan(deps, log, { planId, reason: reason.trim(), by: accounts })
      } finally {
        await log.close()
      }
      return { json: { planId }, text: `Erased plan ${planId}` }
    }
  },
}

/** The values of an option that is given several times, and the other words. */
function takeEach(args: readonly string[], name: string): { by: string[]; others: string[] } {
  const by: string[] = []
  const others: string[] = []
  for (let i = 0; i < args.length; i += 1) {
    if (args[i] !== name) others.push(args[i] as string)
    else by.push(args[(i += 1)] ?? '')
  }
  return { by, others }
}
