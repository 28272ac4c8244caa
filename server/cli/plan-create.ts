import { requireAccountId } from '../accounts/find-account.ts'
import { createPlanWithin } from '../plans/create-plan.ts'
import { requirePractice } from '../practices/create-practice.ts'
import { readEmail, readName, readOptions, type Command } from './command.ts'

export const planCreate: Command = {
  name: 'plan create',
  usage: '--practice ID --lead EMAIL --child-name NAME',
  read: (args) => {
    const options = readOptions(args, ['practice', 'lead', 'child-name'])
    const lead = readEmail(options.lead)
    const childName = readName('child-name', options['child-name'])
    return async ({ deps }) => {
      const { planId } = await deps.database.db.transaction().execute(async (trx) => {
        await requirePractice(trx, options.practice)
        const leadAccountId = await requireAccountId(trx, lead)
        return createPlanWithin(trx, deps, { practiceId: options.practice, childName, leadAccountId })
      })
      return { json: { id: planId }, text: `Plan ${planId}` }
    }
  },
}
