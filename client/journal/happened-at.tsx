import { useEffect, useRef, useState } from 'react'
import { instantsOf, wallIn, zoneHere } from '../i18n/zone-time.ts'
import { placeOfZone } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { Chips } from '../ui/chips.tsx'
import { DateField } from '../ui/date-field.tsx'
import { markAmended } from './amend-entry.ts'
import css from './composer.module.css'
import { useEntryValues, type Entry } from './entry.ts'

type Moment = { instant: string; zone: string }

/**
 * When it happened, by the clock of the place where it did. It is put on record when the note is done with, or the page goes out
 * of sight: on another day it would move to another place of the list, away from under the hands of who changes it.
 */
export function HappenedAt({ journal, entry }: { journal: PartHandle; entry: Entry }) {
  const { happenedAt, createdAt, zone: written } = useEntryValues(entry)
  const here = zoneHere()
  const known = typeof written === 'string' && wallIn('2026-01-01T00:00:00Z', written) !== '' ? written : here
  const [chosen, put] = useChosenMoment(journal, entry)
  const { instant, zone } = chosen ?? { instant: String(happenedAt ?? createdAt), zone: known }
  const wall = instant.slice(0, 16)
  const [opened] = useState(() => new Date().toISOString())
  /** What was typed and is not taken: half a time, or one that is still to come. */
  const [typed, setTyped] = useState<{ wall: string; isToCome: boolean } | null>(null)
  const shown = typed?.wall ?? wall
  const type = (next: string) => {
    const [first] = instantsOf(next, zone)
    const isToCome = first !== undefined && Date.parse(first) > Date.now()
    const isGood = first !== undefined && !isToCome
    setTyped(isGood ? null : { wall: next, isToCome })
    if (isGood && next !== wall) put({ instant: first, zone })
  }
  const [earlier, later] = instantsOf(shown, zone)
  return (
    <div className={css.when}>
      <DateField label="Day and time it happened" kind="datetime-local" value={shown} max={wallIn(opened, zone)} onChange={type} />
      {typed?.isToCome === true && <p className={css.hint}>That is still to come. Pick a time that has been.</p>}
      {chosen !== null && typed === null && <p className={css.hint}>It is saved when you press Done.</p>}
      {typed === null && earlier !== undefined && later !== undefined && (
        <Chips
          label="The clocks went back that night. Which hour was it?"
          isRequired
          chips={[{ id: earlier, label: 'Before they went back' }, { id: later, label: 'After' }]}
          chosen={[Date.parse(instant) === Date.parse(later) ? later : earlier]}
          onChange={([next]) => next !== undefined && put({ instant: next, zone })}
        />
      )}
      {known !== here && (
        <Chips
          label="Whose clock is that?"
          isRequired
          chips={[{ id: known, label: `${placeOfZone(known)} time` }, { id: here, label: `${placeOfZone(here)} time, as here` }]}
          chosen={[zone]}
          onChange={([next]) => {
            const [first] = instantsOf(wall, next ?? zone)
            if (next !== undefined && first !== undefined) put({ instant: first, zone: next })
          }}
        />
      )}
    </div>
  )
}

/** What was chosen, until it is put on record: a page that is out of sight may never come back. */
function useChosenMoment(journal: PartHandle, entry: Entry): [Moment | null, (moment: Moment) => void] {
  const [chosen, setChosen] = useState<Moment | null>(null)
  const latest = useRef<Moment | null>(null)
  useEffect(() => {
    const record = () => {
      const moment = latest.current
      latest.current = null
      setChosen(null)
      if (moment === null) return
      journal.change(() => {
        entry.set('happenedAt', moment.instant)
        entry.set('zone', moment.zone)
        markAmended(entry)
      })
    }
    const recordIfHidden = () => document.hidden && record()
    addEventListener('pagehide', record)
    document.addEventListener('visibilitychange', recordIfHidden)
    return () => {
      removeEventListener('pagehide', record)
      document.removeEventListener('visibilitychange', recordIfHidden)
      record()
    }
  }, [journal, entry])
  const put = (moment: Moment) => {
    latest.current = moment
    setChosen(moment)
  }
  return [chosen, put]
}
