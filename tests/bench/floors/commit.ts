/** The floor of saving: one small row, committed on its own with `synchronous=FULL`, 200 times a second. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { percentile } from '../statistics.ts'

const folder = mkdtempSync(join(tmpdir(), 'samepage-bench-floor-'))
const db = new Sqlite(join(folder, 'floor.sqlite'))
db.pragma('journal_mode = wal')
db.pragma('synchronous = full')
db.exec('create table update_log (part integer, seq integer, bytes blob, primary key (part, seq)) without rowid')
const insert = db.prepare('insert into update_log values (1, ?, ?)')

const delays: number[] = []
const endsAt = performance.now() + Number(process.argv[2])
for (let seq = 1; performance.now() < endsAt; seq += 1) {
  const startedAt = performance.now()
  insert.run(seq, Buffer.alloc(30, 1))
  delays.push(performance.now() - startedAt)
  await sleep(5)
}
db.close()
rmSync(folder, { recursive: true })
process.stdout.write(JSON.stringify([percentile(delays, 0.5), percentile(delays, 0.99)]))
