/** `doctor`: what is wrong with this server's storage, in plain words. It needs nothing to work, so that it can say so. */
import { access, constants, stat, statfs } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { openDatabase, type Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { probeWrite } from '../db/probe-write.ts'
import { readOptions, type StandaloneCommand } from './command.ts'

type Check = { readonly name: string; readonly isFine: boolean; readonly says: string }

const scarceBytes = 500 * 1024 * 1024

export const doctor: StandaloneCommand = {
  name: 'doctor',
  usage: '',
  readStandalone: (args) => {
    readOptions(args, [])
    return async (config) => {
      const checks = [await checkFolder(config), await checkSpace(config), ...(await checkDatabase(config))]
      const text = checks.map(({ name, isFine, says }) => `${isFine ? 'ok     ' : 'PROBLEM'} ${name}: ${says}`).join('\n')
      return { json: { checks }, text, hasFailed: checks.some(({ isFine }) => !isFine) }
    }
  },
}

async function checkFolder({ dataDir }: Config): Promise<Check> {
  const name = 'Data folder'
  try {
    const { mode } = await stat(dataDir)
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    const isPrivate = (mode & 0o077) === 0
    return { name, isFine: isPrivate, says: isPrivate ? dataDir : `other users of this machine get in. Run: chmod 700 ${dataDir}` }
  } catch (cause) {
    return { name, isFine: false, says: `${dataDir} cannot be used: ${reasonOf(cause)}` }
  }
}

async function checkSpace({ dataDir }: Config): Promise<Check> {
  const name = 'Disk space'
  try {
    const { bavail, bsize } = await statfs(dataDir)
    const megabytes = Math.floor((bavail * bsize) / 1024 / 1024)
    const isFine = bavail * bsize >= scarceBytes
    return { name, isFine, says: `${megabytes} MB free${isFine ? '' : '. When none is left nothing can be saved.'}` }
  } catch (cause) {
    return { name, isFine: false, says: `cannot be found out: ${reasonOf(cause)}` }
  }
}

async function checkDatabase(config: Config): Promise<Check[]> {
  const kind = config.databaseUrl === null ? 'SQLite' : 'PostgreSQL'
  let database: Database
  try {
    database = await openDatabase(config)
  } catch (cause) {
    return [{ name: 'Database', isFine: false, says: `${kind} does not open: ${reasonOf(cause)}` }]
  }
  try {
    await migrate(database)
    const answers = { name: 'Database', isFine: true, says: `${kind} answers` }
    return [answers, await checkWriting(database), await checkQuarantine(database)]
  } catch (cause) {
    return [{ name: 'Database', isFine: false, says: `${kind} opens, and then fails: ${reasonOf(cause)}` }]
  } finally {
    await database.close()
  }
}

async function checkWriting(database: Database): Promise<Check> {
  const name = 'Writing'
  try {
    await probeWrite(database)
    return { name, isFine: true, says: 'the database takes writes' }
  } catch (cause) {
    return { name, isFine: false, says: `the database takes no writes: ${reasonOf(cause)}. Nothing can be saved.` }
  }
}

async function checkQuarantine({ db }: Database): Promise<Check> {
  const name = 'Quarantine'
  const parts = await db
    .selectFrom('quarantine')
    .innerJoin('part', 'part.key', 'quarantine.part_key')
    .select(['part.plan_id', 'part.part_id'])
    .distinct()
    .execute()
  if (parts.length === 0) return { name, isFine: true, says: 'no part is known to be damaged. verify looks at every record.' }
  const list = parts.map(({ plan_id, part_id }) => `${part_id} of plan ${plan_id}`).join(', ')
  return { name, isFine: false, says: `${list}. verify says what is damaged; put it back from a backup, then run verify again.` }
}

/** The first line of an error: what the system or the database said. It holds no values. */
const reasonOf = (cause: unknown): string => (cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'unknown')
