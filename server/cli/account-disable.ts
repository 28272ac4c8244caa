import { disableAccount } from '../accounts/disable-account.ts'
import { readEmail, readOptions, type Command } from './command.ts'

export const accountDisable: Command = {
  name: 'account disable',
  usage: '--email EMAIL',
  read: (args) => {
    const email = readEmail(readOptions(args, ['email']).email)
    return async ({ deps }) => {
      const id = await disableAccount(deps, email)
      return { json: { id }, text: 'The account is closed and signed out everywhere. What the person wrote stays.' }
    }
  },
}
