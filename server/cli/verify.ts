/** `verify`: looks at everything that is stored, and names what is damaged. */
import type { DamageKind } from '../db/tables.ts'
import { verifyParts, type Verified } from '../sync/verify.ts'
import { readOptions, type Command } from './command.ts'

/** What each kind of damage is called, `seq` being the number of the row. */
const names: Record<DamageKind, (seq: number) => string> = {
  'log-row': (seq) => `change ${seq} is damaged`,
  'missing-row': (seq) => `change ${seq} is missing`,
  'head': (seq) => `changes after ${seq} are there that the part does not know of`,
  'unreadable': () => 'the database cannot read this part',
  'live': (seq) => `the state at change ${seq} is damaged; it is made again from the history when the part is opened`,
  'history': (seq) => `the history up to change ${seq} is damaged; the part can be edited, and is not compacted`,
  'authors': (seq) => `who wrote what up to change ${seq} is damaged; the part can be edited, and is not compacted`,
}

const describeFinding = ({ planId, partId, what, seq }: Verified['findings'][number]): string =>
  `DAMAGED plan ${planId}, part ${partId}: ${names[what](seq)}`

/** Checks everything stored. Ends with 1 when it finds damage. */
export const verify: Command = {
  name: 'verify',
  usage: '',
  read: (args) => {
    readOptions(args, [])
    return async ({ deps }) => {
      const verified = await verifyParts(deps.database.db, deps.now().toISOString())
      const { parts, rows, findings, lifted } = verified
      const outcome = findings.length === 0 ? 'all sound' : `${findings.length} damaged`
      const summary = `Checked ${rows} records of ${parts} parts: ${outcome}`
      const released = lifted > 0 ? [`Sound again, and out of quarantine: ${lifted}`] : []
      const text = [...findings.map(describeFinding), ...released, summary].join('\n')
      return { json: verified, text, hasFailed: findings.length > 0 }
    }
  },
}
