import { NotebookPen } from 'lucide-react'
import { Fragment, startTransition, useEffect, useMemo, useRef, useState } from 'react'
import type { ErasureMark } from '#shared/version/erasure.ts'
import { dayHeading } from '../i18n/date-words.ts'
import { ErasedMarks } from '../http/erased-marks.tsx'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { EntryCard } from './entry-card.tsx'
import { saidAbout, useEntries, type EntryRow } from './entry-list.ts'
import { instantOf } from './entry.ts'
import { filterRows, isWin, noFilter } from './feed-filter.ts'
import { FeedFilters } from './feed-filters.tsx'
import css from './feed.module.css'

/** So many notes are drawn at once; more come as somebody nears the end, so that thousands scroll as well as a few. */
const pageSize = 30

/** The entries of all journals that this person reads, by day, latest first. */
export function Feed({ dayLevel: Day }: { dayLevel: 'h2' | 'h3' }) {
  const entries = useEntries()
  const [filter, setFilter] = useState(noFilter)
  const [drawn, setDrawn] = useState(pageSize)
  const { planId } = usePlanSession()
  const hasContent = useSynced('journal')
  // One tap about a goal stands at the goal.
  const standing = useMemo(() => entries.rows.filter(({ entry }) => entry.get('kind') !== 'encouragement'), [entries])
  const rows = useMemo(() => filterRows(standing, filter), [standing, filter])
  const wanted = useLinkedIndex(rows)
  if (!hasContent) return <Loading what="Opening the notes" lines={3} />
  const isGone = ({ part, entityId }: ErasureMark) => part.startsWith('journal.') && !entries.rows.some(({ id }) => id === entityId)
  const erased = <ErasedMarks planId={planId} label="Erased from these notes" isHere={isGone} />
  if (standing.length === 0) {
    return (
      <>
        <Empty icon={<NotebookPen size={28} />} example="“Waited for a turn at the slide. Twice!”">
          Wins and hard moments both help. The first note can be one line.
        </Empty>
        {erased}
      </>
    )
  }
  const headingOf = (row: EntryRow | undefined): string =>
    row === undefined ? '' : filter.winsFirst && isWin(row) ? 'Wins' : dayHeading(instantOf(row.entry))
  const shown = rows.slice(0, Math.max(drawn, wanted + 1))
  return (
    <>
      <FeedFilters
        filter={filter}
        onChange={(next) => {
          setFilter(next)
          setDrawn(pageSize)
        }}
        shown={rows.length}
        all={standing.length}
      />
      <div className={css.feed}>
        {shown.map((row, i) => (
          <Fragment key={row.id}>
            {headingOf(row) !== headingOf(rows[i - 1]) && <Day className={css.day}>{headingOf(row)}</Day>}
            <EntryCard
              id={row.id}
              journal={row.journal}
              entry={row.entry}
              said={saidAbout(entries, row.id)}
              withDay={filter.winsFirst && isWin(row)}
            />
          </Fragment>
        ))}
      </div>
      {shown.length === rows.length && erased}
      {shown.length < rows.length && <Older key={shown.length} onNear={() => startTransition(() => setDrawn(shown.length + pageSize))} />}
    </>
  )
}

/** Draws more as it comes near. The button is for who gets there first. */
function Older({ onNear }: { onNear: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const latest = useRef(onNear)
  useEffect(() => {
    latest.current = onNear
  })
  useEffect(() => {
    const margin = '1200px 0px'
    const watcher = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && latest.current(),
      // The second is for the notes beside the plan, which scroll in a box of their own.
      { rootMargin: margin, scrollMargin: margin },
    )
    if (box.current !== null) watcher.observe(box.current)
    return () => watcher.disconnect()
  }, [])
  return (
    <div ref={box} className={css.older}>
      <Button onPress={onNear}>Show older notes</Button>
    </div>
  )
}

/** The place of the note that the address names, once it is there; -1 where it names none. Goes to it. */
function useLinkedIndex(rows: readonly EntryRow[]): number {
  const [linked] = useState(() => /^#entry-(.+)$/.exec(location.hash)?.[1])
  const index = linked === undefined ? -1 : rows.findIndex(({ id }) => id === linked)
  const isThere = index >= 0
  useEffect(() => {
    if (!isThere) return
    const card = document.getElementById(`entry-${linked}`)
    card?.scrollIntoView({ block: 'center' })
    card?.focus({ preventScroll: true })
  }, [isThere, linked])
  return index
}
