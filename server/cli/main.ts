/** `npm run -s cli -- <command>`. It may run beside a server that is up. Exit codes: 1 refused or failed, 2 wrong usage. */
import { readConfig, readSeedPassword } from '../config.ts'
import { openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { makeDeps } from '../deps.ts'
import { AppError, StartError } from '../errors.ts'
import { accountCreate } from './account-create.ts'
import { accountDisable } from './account-disable.ts'
import { UsageError, type Command, type CommandContext, type Outcome, type StandaloneCommand } from './command.ts'
import { compact } from './compact.ts'
import { doctor } from './doctor.ts'
import { erase } from './erase.ts'
import { memberAdd } from './member-add.ts'
import { planCreate } from './plan-create.ts'
import { practiceCreate } from './practice-create.ts'
import { seed } from './seed.ts'
import { verify } from './verify.ts'

const commands: (Command | StandaloneCommand)[] = [
  practiceCreate, accountCreate, accountDisable, planCreate, memberAdd, seed, compact, erase, verify, doctor,
]

const usage = () =>
  ['Usage: npm run -s cli -- <command> [--json]', ...commands.map((command) => `  ${command.name} ${command.usage}`)].join('\n')

async function runCommand(run: (context: CommandContext) => Promise<Outcome>): Promise<Outcome> {
  const config = readConfig()
  const database = await openDatabase(config)
  try {
    await migrate(database)
    return await run({ deps: makeDeps(config, database), seedPassword: readSeedPassword() })
  } finally {
    await database.close()
  }
}

const words = process.argv.slice(2)
const isJson = words.includes('--json')
const args = words.filter((word) => word !== '--json')
const command = commands.find(({ name }) => name.split(' ').every((word, i) => args[i] === word))

try {
  if (command === undefined) throw new UsageError(args.length === 0 ? 'Which command?' : 'There is no such command.')
  const options = args.slice(command.name.split(' ').length)
  const outcome = 'read' in command ? await runCommand(command.read(options)) : await command.readStandalone(options)(readConfig())
  process.stdout.write(`${isJson ? JSON.stringify(outcome.json) : outcome.text}\n`)
  if (outcome.hasFailed === true) process.exitCode = 1
} catch (cause) {
  process.exitCode = cause instanceof UsageError ? 2 : 1
  if (cause instanceof UsageError) {
    console.error(`${cause.message}\n${command === undefined ? usage() : `Usage: ${command.name} ${command.usage} [--json]`}`)
  } else if (cause instanceof AppError) {
    console.error(`${cause.code}: ${cause.message}`)
  } else {
    console.error(cause instanceof StartError ? cause.message : cause)
  }
}
