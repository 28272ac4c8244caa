/** The update log on SQLite. Writing happens in a worker thread, so that an fsync never stops the event loop [S2]. */
import { Worker } from 'node:worker_threads'
import type { SqliteDatabase } from '../db/database.ts'
import { readStoredPart } from './stored-part.ts'
import type { AppendOutcome, LogEntry, LogStore, Snapshot } from './log-store.ts'

export type WriterRequest =
  | { id: number; act: 'append'; entries: LogEntry[] }
  | { id: number; act: 'snapshot'; snapshot: Snapshot }
  | { id: number; act: 'close' }
export type WriterAnswer = { id: number; outcomes: AppendOutcome[] } | { id: number; failure: string }

type Pending = { resolve: (outcomes: AppendOutcome[]) => void; reject: (cause: Error) => void }

/** A log on the SQLite file of `database`. */
export function sqliteLogStore(database: SqliteDatabase): LogStore {
  const writer = new Worker(new URL('./sqlite-log-writer.ts', import.meta.url), { workerData: { file: database.file } })
  const pending = new Map<number, Pending>()
  let lastId = 0
  let broken: Error | null = null

  writer.on('message', (answer: WriterAnswer) => {
    const waiter = pending.get(answer.id)
    pending.delete(answer.id)
    if ('failure' in answer) waiter?.reject(new Error(answer.failure))
    else waiter?.resolve(answer.outcomes)
  })
  const fail = (cause: Error) => {
    broken = cause
    for (const waiter of pending.values()) waiter.reject(cause)
    pending.clear()
  }
  writer.on('error', fail)
  writer.on('exit', () => fail(new Error('the log writer has ended')))

  const ask = (request: WriterRequest extends infer R ? (R extends WriterRequest ? Omit<R, 'id'> : never) : never) =>
    new Promise<AppendOutcome[]>((resolve, reject) => {
      if (broken !== null) return reject(broken)
      lastId += 1
      pending.set(lastId, { resolve, reject })
      writer.postMessage({ id: lastId, ...request })
    })

  return {
    partKey: async (planId, partId) => {
      const found = await database.db
        .insertInto('part')
        .values({ plan_id: planId, part_id: partId, last_seq: 0 })
        .onConflict((conflict) => conflict.columns(['plan_id', 'part_id']).doUpdateSet({ part_id: partId }))
        .returning('key')
        .executeTakeFirstOrThrow()
      return found.key
    },
    load: (partKey, kind) => readStoredPart(database.db, partKey, kind),
    append: (entries) => ask({ act: 'append', entries }),
    saveSnapshot: async (snapshot) => {
      await ask({ act: 'snapshot', snapshot })
    },
    close: async () => {
      await ask({ act: 'close' }).catch(() => undefined)
      await writer.terminate()
    },
  }
}
