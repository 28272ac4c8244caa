import * as Y from 'yjs'
import { plainText } from '#shared/plan/text.ts'
import { useShared } from '../sync/use-shared.ts'

/** An entry as it is in the journal. */
export type Entry = Y.Map<unknown>

export const textOf = (entry: Entry, key: string): Y.XmlFragment | undefined => {
  const value = entry.get(key)
  return value instanceof Y.XmlFragment ? value : undefined
}

/** The words of a text of an entry, live. */
export function useWords(entry: Entry, key: string): string {
  return useShared(entry, () => {
    const text = textOf(entry, key)
    return text === undefined ? '' : plainText(text).trim()
  }, 'deep')
}

/** The plain values of an entry. */
export type EntryValues = Record<string, string | number | boolean>

/** The plain values of an entry, live. */
export const useEntryValues = (entry: Entry): EntryValues => useShared(entry, () => valuesOf(entry))

export const valuesOf = (entry: Entry): EntryValues =>
  Object.fromEntries([...entry.entries()].filter((pair): pair is [string, string | number | boolean] => typeof pair[1] !== 'object'))

/** When it happened, or when it was written where nobody said. */
export function instantOf(entry: Entry): string {
  const instant = entry.get('happenedAt') ?? entry.get('createdAt')
  return typeof instant === 'string' ? instant : ''
}

/** The ids of the entries, latest first, live. */
export const useEntryIds = (entries: Y.Map<Entry>, keeps: (entry: Entry) => boolean): string[] =>
  useShared(
    entries,
    () =>
      [...entries.entries()]
        .filter(([, entry]) => keeps(entry))
        .map(([id, entry]) => ({ id, at: Date.parse(instantOf(entry)) || 0 }))
        .toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
        .map(({ id }) => id),
    'deep',
  )
