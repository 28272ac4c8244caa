import { clockWords, dayHeading, zoneWords } from '../i18n/date-words.ts'
import type { EntryValues } from './entry.ts'
import css from './feed.module.css'

const soonMs = 15 * 60_000

/** When it happened, and when it was written if that was later. */
export function EntryTimes({ values }: { values: EntryValues }) {
  const created = String(values.createdAt ?? '')
  const happened = String(values.happenedAt ?? created)
  if (Number.isNaN(Date.parse(happened))) return null
  const zone = zoneWords(happened, String(values.zone ?? ''))
  const isLater = Date.parse(created) - Date.parse(happened) > soonMs
  return (
    <span className={css.time}>
      <time dateTime={happened}>{clockWords(happened)}</time>
      {zone !== '' && `, ${zone}`}
      {isLater && `, written ${dayHeading(created)} ${clockWords(created)}`}
      {values.status === 'amended' && ', changed since'}
    </span>
  )
}
