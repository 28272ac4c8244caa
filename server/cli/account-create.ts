import { practiceRoles } from '#shared/access.ts'
import { createAccount, hashPassword } from '../accounts/create-account.ts'
import { joinPractice } from '../practices/create-practice.ts'
import { checkPassword, readChoice, readEmail, readName, readOptions, readTextFile, UsageError, type Command } from './command.ts'

export const accountCreate: Command = {
  name: 'account create',
  usage: '--email EMAIL --name NAME --password-file FILE [--practice ID --role admin|clinician]',
  read: (args) => {
    const options = readOptions(args, ['email', 'name', 'password-file'], ['practice', 'role'])
    const email = readEmail(options.email)
    const name = readName('name', options.name)
    // Editors and `echo` end a file with a line break that nobody means as part of the password.
    const password = checkPassword(readTextFile('password-file', options['password-file']).replace(/\r?\n$/, ''))
    const { practice: practiceId, role: roleText } = options
    if ((practiceId === undefined) !== (roleText === undefined)) throw new UsageError('--practice and --role go together.')
    const role = roleText === undefined ? null : readChoice('role', practiceRoles, roleText)
    return async ({ deps }) => {
      const passwordHash = await hashPassword(deps, password)
      const id = await deps.database.db.transaction().execute(async (trx) => {
        const accountId = await createAccount(trx, deps, { name, email, passwordHash })
        if (practiceId !== undefined && role !== null) await joinPractice(trx, deps, { practiceId, accountId, role })
        return accountId
      })
      return { json: { id }, text: `Account ${id}` }
    }
  },
}
