import * as Y from 'yjs'
import { plainText } from '#shared/plan/text.ts'
import { useShared } from '../sync/use-shared.ts'

/** An entry as it is in the journal. */
export type Entry = Y.Map<unknown>

export const textOf = (entry: Entry, key: string): Y.XmlFragment | undefined => {
  const value = entry.get(key)
  return value instanceof Y.XmlFragment ? value : undefined
}

/** The words of a text of an entry. */
export function wordsOf(entry: Entry, key: string): string {
  const text = textOf(entry, key)
  return text === undefined ? '' : plainText(text).trim()
}

/** The words of a text of an entry, live. */
export const useWords = (entry: Entry, key: string): string => useShared(textOf(entry, key), () => wordsOf(entry, key), 'deep')

/** The plain values of an entry. */
export type EntryValues = Record<string, string | number | boolean>

/** The plain values of an entry, live. */
export const useEntryValues = (entry: Entry): EntryValues => useShared(entry, () => valuesOf(entry))

const valuesOf = (entry: Entry): EntryValues =>
  Object.fromEntries([...entry.entries()].filter((pair): pair is [string, string | number | boolean] => typeof pair[1] !== 'object'))

/** The values of a record inside an entry, live. */
export function useRecord(entry: Entry, key: string): EntryValues {
  const record = entry.get(key)
  const map = record instanceof Y.Map ? (record as Entry) : undefined
  return useShared(map, () => (map === undefined ? noValues : valuesOf(map)))
}

const noValues: EntryValues = {}

/** The ids in a set of an entry. */
export function idsIn(entry: Entry, key: string): string[] {
  const set = entry.get(key)
  return set instanceof Y.Map ? [...set.keys()] : []
}

/** The ids in a set of an entry, live. */
export function useIds(entry: Entry, key: string): string[] {
  const set = entry.get(key)
  return useShared(set instanceof Y.Map ? set : undefined, () => idsIn(entry, key))
}

/** When it happened, or when it was written where nobody said. */
export function instantOf(entry: Entry): string {
  const instant = entry.get('happenedAt') ?? entry.get('createdAt')
  return typeof instant === 'string' ? instant : ''
}

/** Whether it was taken back or marked as a mistake. It stays, folded. */
export const isFolded = (status: unknown): boolean => status === 'withdrawn' || status === 'entered-in-error'
