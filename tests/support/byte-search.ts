/** Looks for words in everything that a server keeps: its files byte by byte, and what is packed in its rows. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import * as Y from 'yjs'
import type { Database } from '../../server/db/database.ts'
import type { Tables } from '../../server/db/tables.ts'
import { unpackState } from '../../server/sync/packed-state.ts'

/** Words as they may lie in bytes. */
const spellings = (words: string): Buffer[] => [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le'), Buffer.from(words, 'utf16le').swap16()]

const holds = (bytes: Buffer, words: string): boolean => spellings(words).some((spelling) => bytes.includes(spelling))

/** The files below a folder that hold any of the words. The write-ahead log of SQLite is one of them. */
export function filesWith(folder: string, words: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return files.flatMap((file) => {
    const bytes = readFileSync(file)
    return words.filter((word) => holds(bytes, word)).map((word) => `${file}: ${word}`)
  })
}

const tables = ['update_log', 'snapshot', 'part_point', 'version', 'agreement', 'erasure', 'erasure_point', 'part', 'client_id', 'quarantine', 'visit', 'visit_member'] as const

/** The rows that hold any of the words, unpacked and in the documents they make. */
export async function rowsWith(db: Kysely<Tables>, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)
    for (const row of rows) {
      for (const [column, value] of Object.entries(row)) {
        const bytes = Buffer.isBuffer(value) ? (table === 'snapshot' && column === 'bytes' ? Buffer.from(unpackState(value)) : value) : Buffer.from(String(value))
        const letters = table === 'snapshot' && column === 'bytes' && row['kind'] !== 'authors' ? wordsOf(bytes) : table === 'update_log' && column === 'bytes' ? wordsOf(bytes) : ''
        for (const word of words) if (holds(bytes, word) || letters.includes(word)) found.push(`${table}.${column}: ${word}`)
      }
    }
  }
  return found
}

/** All letters of an update in their order, however many structs they are in, removed ones too. */
function wordsOf(update: Uint8Array): string {
  const doc = new Y.Doc({ gc: false })
  Y.applyUpdate(doc, update)
  const inOrder = (type: Pick<Y.AbstractType<unknown>, '_start' | '_map'>): string => {
    let words = ''
    for (let item = type._start; item !== null; item = item.right) words += item.content instanceof Y.ContentType ? inOrder(item.content.type) : item.content instanceof Y.ContentString ? item.content.str : ''
    for (const last of type._map.values()) {
      for (let item: Y.Item | null = last; item !== null; item = item.left) words += `|${item.content instanceof Y.ContentType ? inOrder(item.content.type) : JSON.stringify(item.content.getContent())}`
    }
    return words
  }
  const words = [...doc.share.values()].map((type) => inOrder(type)).join('|')
  const one = [...doc.share.keys()].map((name) => inOrder(doc.getMap(name))).join('|')
  doc.destroy()
  return `${words}|${one}`
}

/** Where any of the words is left: in the files of the data folder (SQLite), and in the rows. */
export async function leftOf(words: readonly string[], database: Database, dataDir: string): Promise<string[]> {
  return [...(database.kind === 'sqlite' ? filesWith(dataDir, words) : []), ...(await rowsWith(database.db, words))]
}
