import { checkPassword, readOptions, readTextFile, UsageError, type Command } from './command.ts'
import { isSampleFile, type SampleFile } from './sample-people.ts'
import { seedFamilies } from './seed-families.ts'

export const seed: Command = {
  name: 'seed',
  usage: '--file FILE   (SEED_PASSWORD: every seeded account gets this password)',
  read: (args) => {
    const { file } = readOptions(args, ['file'])
    const sample = parseSample(readTextFile('file', file))
    return async ({ deps, seedPassword }) => {
      const seeded = await seedFamilies(deps, sample, seedPassword === null ? null : checkPassword(seedPassword))
      return { json: seeded, text: `Seeded ${seeded.accounts.length} accounts and ${seeded.plans.length} plans.` }
    }
  },
}

/** Reads a sample file. Throws UsageError when it is something else. */
export function parseSample(text: string): SampleFile {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new UsageError('The file is not JSON.', { cause })
  }
  if (!isSampleFile(value)) throw new UsageError('The file is not a sample file of the form care-plan-demo/1.')
  return value
}
