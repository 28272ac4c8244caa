/**
 * The thread that writes the update log to SQLite: one transaction a batch, durable before it answers [S1]. A commit whose
 * fsync fails is taken back by SQLite, and the next one writes over its place in the write-ahead log. So no commit relies
 * on pages that an fsync has failed for, which Linux would keep in memory and never write (`tests/faults/lost-power.test.ts`).
 */
import Sqlite from 'better-sqlite3'
import { parentPort, workerData } from 'node:worker_threads'
import { decideAppends } from './append-outcomes.ts'
import type { WriterAnswer, WriterRequest } from './sqlite-log.ts'
import { rowChecksum, snapshotRows, type AppendOutcome, type LogEntry, type Snapshot } from './log-store.ts'

const db = new Sqlite((workerData as { file: string }).file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('foreign_keys = ON')
db.pragma('busy_timeout = 5000')
// Pages of 1 KiB: the write-ahead log is folded into the file at 4 MiB, as it is with SQLite's own page size.
db.pragma('wal_autocheckpoint = 4000')

const memberEpoch = db.prepare<[string], { epoch: number }>('select epoch from member where id = ? and removed_at is null')
const lastSeq = db.prepare<[number], { last_seq: number }>('select last_seq from part where key = ?')
const moveHead = db.prepare<[number, number]>('update part set last_seq = ? where key = ?')
const addRow = db.prepare<[number, number, string | null, string, Uint8Array, Buffer]>(
  'insert into update_log (part_key, seq, member_id, at, bytes, checksum) values (?, ?, ?, ?, ?, ?)',
)
const bindClientId = db.prepare<[number, number, string | null]>(
  'insert into client_id (part_key, client_id, member_id) values (?, ?, ?) on conflict do nothing',
)
const putSnapshot = db.prepare(
  `insert into snapshot (part_key, kind, seq, at, bytes, checksum) values (@part_key, @kind, @seq, @at, @bytes, @checksum)
   on conflict (part_key, kind) do update set seq = excluded.seq, at = excluded.at, bytes = excluded.bytes, checksum = excluded.checksum
   where excluded.seq > snapshot.seq`,
)
const dropCovered = db.prepare<[number, number]>('delete from update_log where part_key = ? and seq <= ?')

const append = db.transaction((entries: LogEntry[]): AppendOutcome[] => {
  const members = new Set(entries.flatMap(({ memberId }) => memberId ?? []))
  const epochs = new Map([...members].flatMap((id) => memberEpoch.all(id).map(({ epoch }) => [id, epoch] as const)))
  const parts = new Set(entries.map(({ partKey }) => partKey))
  const heads = new Map([...parts].flatMap((key) => lastSeq.all(key).map(({ last_seq }) => [key, last_seq] as const)))
  const decision = decideAppends(entries, epochs, heads)
  for (const [partKey, seq] of decision.heads) moveHead.run(seq, partKey)
  for (const { partKey, seq, memberId, at, bytes, newClientIds } of decision.stored) {
    addRow.run(partKey, seq, memberId, at, bytes, rowChecksum(partKey, seq, memberId, at, bytes))
    for (const clientId of newClientIds) bindClientId.run(partKey, clientId, memberId)
  }
  return decision.outcomes
})

const saveSnapshot = db.transaction((snapshot: Snapshot) => {
  // A snapshot that is older than the stored one covers rows that are gone already: it must not take its place.
  for (const row of snapshotRows(snapshot)) if (putSnapshot.run(row).changes === 0) return
  dropCovered.run(snapshot.partKey, snapshot.seq)
})

const ownerOf = db.prepare<[number, number], { member_id: string | null }>(
  'select member_id from client_id where part_key = ? and client_id = ?',
)
const bind = db.transaction((partKey: number, clientId: number, memberId: string) => {
  bindClientId.run(partKey, clientId, memberId)
  return ownerOf.get(partKey, clientId)?.member_id ?? null
})

/**
 * Writes the whole file anew, without the pages that were freed, and empties the write-ahead log: a row that was removed or
 * replaced stays readable in both until then.
 */
function scrub(): null {
  db.exec('vacuum')
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  if (result?.busy !== 0) throw new Error('the write-ahead log is still being read')
  return null
}

function answerTo(request: WriterRequest): unknown {
  switch (request.act) {
    case 'append':
      return append.immediate(request.entries)
    case 'bind':
      return bind.immediate(request.partKey, request.clientId, request.memberId)
    case 'snapshot':
      return saveSnapshot.immediate(request.snapshot)
    case 'scrub':
      return scrub()
    case 'close':
      db.close()
      return null
  }
}

function work(request: WriterRequest): WriterAnswer {
  try {
    return { id: request.id, answer: answerTo(request) ?? null }
  } catch (cause) {
    // The message of an SQLite error names the fault and never holds bound values.
    return { id: request.id, failure: cause instanceof Error ? cause.message : 'unknown' }
  }
}

parentPort?.on('message', (request: WriterRequest) => {
  const answer = work(request)
  parentPort?.postMessage(answer)
})
