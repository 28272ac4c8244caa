/** What a command of the command line is, and how it reads its options. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { Value } from 'typebox/value'
import { email as emailSchema, password as passwordSchema, personName } from '#shared/accounts/api.ts'
import { normalizeEmail } from '../accounts/create-account.ts'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'

export type CommandContext = {
  readonly deps: Deps
  /** From SEED_PASSWORD; null when it is not set. */
  readonly seedPassword: string | null
}

/** What a command has to say: one JSON value for programs, or lines for people. */
export type Outcome = {
  readonly json: unknown
  readonly text: string
  /** The command did its work and what it found is bad: it ends with 1. */
  readonly hasFailed?: boolean
}

export type Command = {
  /** The words that call it, such as `plan create`. */
  readonly name: string
  readonly usage: string
  /** Reads the options, before anything is opened. Throws UsageError. */
  readonly read: (args: string[]) => (context: CommandContext) => Promise<Outcome>
}

/** A command that opens what it needs by itself, because it must work where nothing opens. */
export type StandaloneCommand = Pick<Command, 'name' | 'usage'> & {
  readonly readStandalone: (args: string[]) => (config: Config) => Promise<Outcome>
}

/** The command was not called as its usage says. */
export class UsageError extends Error {
  override name = 'UsageError'
}

type Options<Required extends string, Optional extends string> = Record<Required, string> & Partial<Record<Optional, string>>

/** Reads `--name value` options. Throws UsageError for an unknown, missing or empty one. */
export function readOptions<Required extends string, Optional extends string = never>(
  args: string[],
  required: readonly Required[],
  optional: readonly Optional[] = [],
): Options<Required, Optional> {
  let values: Record<string, unknown>
  try {
    const options = Object.fromEntries([...required, ...optional].map((name) => [name, { type: 'string' as const }]))
    values = parseArgs({ args, options, strict: true, allowPositionals: false }).values
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'The options could not be read.')
  }
  const missing = required.filter((name) => typeof values[name] !== 'string' || values[name].trim() === '')
  if (missing.length > 0) throw new UsageError(`Missing: ${missing.map((name) => `--${name}`).join(', ')}`)
  return values as Options<Required, Optional>
}

/** An e-mail address as the sign-in page takes it, in lower case. */
export function readEmail(text: string): string {
  const email = normalizeEmail(text)
  if (!Value.Check(emailSchema, email)) throw new UsageError('The e-mail address is not valid.')
  return email
}

export function readName(option: string, text: string): string {
  if (!Value.Check(personName, text.trim())) {
    throw new UsageError(`--${option} must have 1 to 100 characters, a letter or number among them, and no hidden ones.`)
  }
  return text.trim()
}

/** One of a fixed list. */
export function readChoice<const T extends string>(option: string, choices: readonly T[], text: string): T {
  const choice = choices.find((known) => known === text)
  if (choice === undefined) throw new UsageError(`--${option} must be one of: ${choices.join(', ')}`)
  return choice
}

/** Reads a file that the person named. Throws UsageError when it cannot be read. */
export function readTextFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new UsageError(`--${option}: the file ${file} cannot be read.`, { cause })
  }
}

export function checkPassword(password: string): string {
  if (!Value.Check(passwordSchema, password)) throw new UsageError('The password must have 10 to 128 characters.')
  return password
}
