/** Versions by day, with runs of those that the server kept by itself folded into one line. */
import type { VersionRow } from '#shared/version/api.ts'
import { dayHeading, localInstant } from '../i18n/date-words.ts'

export type TimelineItem = { readonly is: 'one'; readonly version: VersionRow } | { readonly is: 'run'; readonly versions: readonly VersionRow[] }
export type TimelineDay = { readonly heading: string; readonly key: string; readonly items: readonly TimelineItem[] }

/** So many in a row, and they are folded. */
const runLength = 3

/** Days of this device's calendar, newest first, as the versions are given. */
export function daysOf(versions: readonly VersionRow[], now: Date): TimelineDay[] {
  const days = Map.groupBy(versions, ({ at }) => localInstant(new Date(at)).slice(0, 10))
  return [...days].map(([key, rows]) => ({ key, heading: dayHeading(localInstant(new Date((rows[0] as VersionRow).at)), now), items: fold(rows) }))
}

const isPlain = ({ kind, agreements }: VersionRow): boolean => kind === 'automatic' && agreements.length === 0

function fold(rows: readonly VersionRow[]): TimelineItem[] {
  const items: TimelineItem[] = []
  let run: VersionRow[] = []
  const close = () => {
    items.push(...(run.length < runLength ? run.map((version): TimelineItem => ({ is: 'one', version })) : [{ is: 'run', versions: run } as const]))
    run = []
  }
  for (const version of rows) {
    if (isPlain(version)) run.push(version)
    else {
      close()
      items.push({ is: 'one', version })
    }
  }
  close()
  return items
}
