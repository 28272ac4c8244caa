import { createPractice } from '../practices/create-practice.ts'
import { readName, readOptions, type Command } from './command.ts'

export const practiceCreate: Command = {
  name: 'practice create',
  usage: '--name NAME',
  read: (args) => {
    const name = readName('name', readOptions(args, ['name']).name)
    return async ({ deps }) => {
      const id = await deps.database.db.transaction().execute((trx) => createPractice(trx, deps, { name }))
      return { json: { id }, text: `Practice ${id}` }
    }
  },
}
