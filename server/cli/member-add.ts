import { roles } from '#shared/access.ts'
import { requireAccountId } from '../accounts/find-account.ts'
import { addMember } from '../care-team/add-member.ts'
import { requirePlan } from '../plans/require-plan.ts'
import { readChoice, readEmail, readOptions, type Command } from './command.ts'

export const memberAdd: Command = {
  name: 'member add',
  usage: `--plan ID --email EMAIL --role ${roles.join('|')}`,
  read: (args) => {
    const { plan: planId, ...options } = readOptions(args, ['plan', 'email', 'role'])
    const email = readEmail(options.email)
    const role = readChoice('role', roles, options.role)
    return async ({ deps }) => {
      const memberId = await deps.database.db.transaction().execute(async (trx) => {
        await requirePlan(trx, planId)
        return addMember(trx, deps, { planId, accountId: await requireAccountId(trx, email), role })
      })
      return { json: { memberId }, text: `Member ${memberId}` }
    }
  },
}
