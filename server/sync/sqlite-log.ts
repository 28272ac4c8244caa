/** The update log on SQLite. Writing happens in a worker thread, so that an fsync never stops the event loop [S2]. */
import { Worker } from 'node:worker_threads'
import type { SqliteDatabase } from '../db/database.ts'
import { addToQuarantine, mendSnapshot } from './damage.ts'
import type { AppendOutcome, LogEntry, LogStore, Snapshot } from './log-store.ts'
import { findOrMakePart } from './part-keys.ts'
import { readStoredPart } from './stored-part.ts'

/** What the writer can be asked, and what it answers. */
export type WriterActs = {
  append: { entries: LogEntry[]; answer: AppendOutcome[] }
  bind: { partKey: number; clientId: number; memberId: string; answer: string | null }
  snapshot: { snapshot: Snapshot; answer: null }
  scrub: { answer: null }
  close: { answer: null }
}
type Act = keyof WriterActs
export type WriterRequest = { [A in Act]: { id: number; act: A } & Omit<WriterActs[A], 'answer'> }[Act]
export type WriterAnswer = { id: number; answer: unknown } | { id: number; failure: string }

type Pending = { resolve: (answer: never) => void; reject: (cause: Error) => void }

/** A log on the SQLite file of `database`. */
export function sqliteLogStore(database: SqliteDatabase): LogStore {
  const pending = new Map<number, Pending>()
  let lastId = 0
  let writer: Worker | null = null

  const failAll = (cause: Error) => {
    for (const waiter of pending.values()) waiter.reject(cause)
    pending.clear()
  }
  /** A writer that has died is replaced by the next request: what it had not answered has failed and is sent again. */
  const startWriter = (): Worker => {
    const started = new Worker(new URL('./sqlite-log-writer.ts', import.meta.url), { workerData: { file: database.file } })
    started.on('message', (answer: WriterAnswer) => {
      const waiter = pending.get(answer.id)
      pending.delete(answer.id)
      if ('failure' in answer) waiter?.reject(new Error(answer.failure))
      else waiter?.resolve(answer.answer as never)
    })
    const lost = (cause: Error) => {
      if (writer === started) writer = null
      failAll(cause)
    }
    started.on('error', lost)
    started.on('exit', () => lost(new Error('the log writer has ended')))
    return started
  }
  const ask = <A extends Act>(act: A, request: Omit<WriterActs[A], 'answer'>): Promise<WriterActs[A]['answer']> =>
    new Promise((resolve, reject) => {
      writer ??= startWriter()
      lastId += 1
      pending.set(lastId, { resolve, reject })
      writer.postMessage({ id: lastId, act, ...request })
    })

  return {
    partKey: (planId, partId) => findOrMakePart(database.db, planId, partId),
    load: (partKey, kind, since) => readStoredPart(database.db, partKey, kind, since),
    mendSnapshot: (row, damagedChecksum) => mendSnapshot(database.db, row, damagedChecksum),
    quarantine: (damage, at) => addToQuarantine(database.db, damage, at),
    append: (entries) => ask('append', { entries }),
    bindClientId: (partKey, clientId, memberId) => ask('bind', { partKey, clientId, memberId }),
    saveSnapshot: async (snapshot) => {
      await ask('snapshot', { snapshot })
    },
    scrub: async () => {
      await ask('scrub', {})
    },
    close: async () => {
      if (writer === null) return
      const last = writer
      await ask('close', {}).catch(() => undefined)
      await last.terminate()
    },
  }
}
