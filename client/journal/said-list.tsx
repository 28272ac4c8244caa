import { ArrowDown, ArrowUp, Highlighter } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { EntryCard } from './entry-card.tsx'
import { saidAbout, useEntries } from './entry-list.ts'
import { showSaid, useCurrent } from './talk-state.ts'
import { useSaidAt } from './talk-of-plan.ts'
import css from './talk.module.css'

/** What was said about a place in the plan, one below the other, with steps from one to the next. */
export default function SaidList({ where }: { where: string }) {
  const rows = useSaidAt(where)
  const entries = useEntries()
  const current = useCurrent()
  const list = useRef<HTMLDivElement>(null)
  const at = rows.findIndex(({ id }) => id === current)
  useEffect(() => {
    if (at < 0) return
    const card = list.current?.children[at]
    card?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const go = (place: number) => {
    const row = rows[place]
    if (row === undefined) return
    showSaid(where, row.id)
    list.current?.children[place]?.querySelector<HTMLElement>('article')?.focus({ preventScroll: true })
    announce(`${place + 1} of ${rows.length}`)
  }
  return (
    <>
      {rows.length > 1 && (
        <div className={css.steps}>
          <Button look="quiet" size="small" isDisabled={at <= 0} onPress={() => go(at - 1)}>
            <ArrowUp size={16} aria-hidden /> Previous
          </Button>
          <Button look="quiet" size="small" isDisabled={at === rows.length - 1} onPress={() => go(at + 1)}>
            <ArrowDown size={16} aria-hidden /> Next
          </Button>
        </div>
      )}
      <div ref={list} className={css.list}>
        {rows.map(({ id, journal, entry }) => (
          // A role of ARIA annotations, which browsers know.
          // oxlint-disable-next-line jsx-a11y/aria-role
          <div key={id} role="comment" className={css.item} data-current={(id === current && rows.length > 1) || undefined}>
            <EntryCard id={id} journal={journal} entry={entry} said={saidAbout(entries, id)} withDay isInPlan />
            {entry.has('letters') && (
              <Button look="quiet" size="small" onPress={() => showWords(where, id)}>
                <Highlighter size={16} aria-hidden /> Show the words
              </Button>
            )}
          </div>
        ))}
      </div>
    </>
  )
}

/** Goes to the words in the text above, and marks them among the others. */
function showWords(where: string, id: string): void {
  showSaid(where, id)
  const mark = document.querySelector<HTMLElement>(`mark.said[data-said~="${id}"]`)
  mark?.scrollIntoView({ block: 'center' })
  announce(mark === null ? 'These words are not in the plan any more, or this is settled' : `The words: ${mark.textContent}`)
}
