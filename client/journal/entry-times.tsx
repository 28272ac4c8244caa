import { clockChangeWords, clockWords, dayHeading, daysBetween, localInstant, momentWords, zoneWords } from '../i18n/date-words.ts'
import { useArrival } from '../http/entries.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import type { EntryValues } from './entry.ts'
import css from './feed.module.css'

const soonMs = 15 * 60_000

type EntryTimesProps = { id?: string; values: EntryValues; withDay?: boolean }

/**
 * When it happened, whose clock that was, who told it, when it was written if that was later, when it arrived if that was later
 * still, and when it was changed.
 */
export function EntryTimes({ id, values, withDay = false }: EntryTimesProps) {
  const arrived = useArrival(usePlanSession().planId, id ?? '')
  const created = String(values.createdAt ?? '')
  const happened = String(values.happenedAt ?? created)
  if (Number.isNaN(Date.parse(happened))) return null
  const day = withDay ? `${dayHeading(happened)}, ` : ''
  const further = [
    zoneWords(happened, String(values.zone ?? '')),
    clockChangeWords(happened),
    values.firstHand === false ? `told by ${tellerWords(values.toldBy)}` : '',
    lateWords(happened, created),
    arrived === undefined ? '' : arrivedWords(created, arrived),
    values.status === 'amended' ? changedWords(values.statusAt) : '',
  ]
  return (
    <span className={css.time}>
      <time dateTime={happened}>
        {day}
        {clockWords(happened)}
      </time>
      {further.filter((words) => words !== '').map((words) => `, ${words}`)}
    </span>
  )
}

const tellerWords = (name: unknown): string => (typeof name === 'string' && name.trim() !== '' ? name.trim() : 'somebody else')

/** How much later than it happened something was written; nothing where that was soon. */
export function lateWords(happened: string, created: string): string {
  if (!(Date.parse(created) - Date.parse(happened) > soonMs)) return ''
  const days = daysBetween(happened, created)
  if (days <= 0) return `written at ${clockWords(created)}`
  const late = days === 1 ? 'the next day' : `${days} days later`
  return `written ${late}, ${days > 1 ? `${dayHeading(created)} ` : ''}${clockWords(created)}`
}

/** When the server got it, by its own clock. The day is said where it is not the one it was written on. */
function arrivedWords(created: string, arrived: string): string {
  const isSameDay = daysBetween(created, localInstant(new Date(arrived))) === 0
  return isSameDay ? `arrived at ${clockWords(arrived)}` : `arrived ${momentWords(arrived)}`
}

const changedWords = (at: unknown): string =>
  typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? `changed ${dayHeading(at)} ${clockWords(at)}` : 'changed since'
