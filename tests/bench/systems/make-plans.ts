/** Makes new plans with three members by the acts of the command line, many in one process: `make-plans.ts 100`. */
import { readConfig } from '#server/config.ts'
import { openDatabase } from '#server/db/database.ts'
import { makeDeps } from '#server/deps.ts'
import { memberAdd } from '#server/cli/member-add.ts'
import { planCreate } from '#server/cli/plan-create.ts'
import type { Command } from '#server/cli/command.ts'

const config = readConfig()
const database = await openDatabase(config)
const context = { deps: makeDeps(config, database), seedPassword: null }
const run = async (command: Command, args: string[]) => (await command.read(args)(context)).json

const { id: practice } = await database.db.selectFrom('practice').select('id').executeTakeFirstOrThrow()
const planIds: string[] = []
for (let i = 0; i < Number(process.argv[2]); i += 1) {
  const made = await run(planCreate, ['--practice', practice, '--lead', 'hana@example.org', '--child-name', `Child ${i}`])
  const { id } = made as { id: string }
  for (const guardian of ['lucia', 'daniel']) await run(memberAdd, ['--plan', id, '--email', `${guardian}@example.org`, '--role', 'guardian'])
  planIds.push(id)
}
await database.close()
process.stdout.write(JSON.stringify(planIds))
