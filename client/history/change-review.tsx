import { ChevronDown, ChevronUp, RotateCcw } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import type { Change } from '#shared/version/changes.ts'
import { useNames } from '../http/members.ts'
import type { RestoreChoice } from '../http/versions.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { announce } from '../ui/status-region.tsx'
import { useMedia, wideScreen } from '../ui/use-media.ts'
import { ChangeFilters } from './change-filters.tsx'
import { choiceForChange, choiceForGroup, filterChanges, groupChanges, type ChangeFilter, type ChangeGroup, type GroupEntity } from './change-groups.ts'
import { ChangeItem, type Mode } from './change-item.tsx'
import css from './changes.module.css'
import { useGroupNames, type GroupName } from './group-names.ts'
import { useModeOfReading } from './mode-of-reading.ts'
import { useRestoring } from './restoring.tsx'

type ChangeReviewProps = {
  planId: string
  changes: readonly Change[]
  /** The version that a change can be taken back to, where there is one. */
  backTo: string | null
}

const everything: ChangeFilter = { person: null, subject: null }

/** Changes to go through one by one: as sentences, with the words, or side by side; by person and by subject. */
export function ChangeReview({ planId, changes, backTo }: ChangeReviewProps) {
  const { data: names } = useNames(planId)
  const isWide = useMedia(wideScreen)
  const [chosenMode, setMode] = useModeOfReading()
  const mode = chosenMode === 'sides' && !isWide ? 'inline' : chosenMode
  const [filter, setFilter] = useState(everything)
  const [current, setCurrent] = useState<number | null>(null)
  const shown = filterChanges(changes, filter)
  const groups = groupChanges(shown)
  const go = (step: 1 | -1) => {
    const here = focusedChange() ?? current
    const next = here === null ? (step === 1 ? 0 : shown.length - 1) : Math.min(Math.max(here + step, 0), shown.length - 1)
    reach(next)
    setCurrent(next)
  }
  useStepKeys(go)
  const nameGroup = useGroupNames()
  const restoring = useRestoring()
  const bringBack = (group: ChangeGroup, choice: RestoreChoice | null) => {
    if (restoring === null || backTo === null || choice === null) return undefined
    return () => restoring.ask({ versionId: backTo, choice, what: thingWords(nameGroup(group)) })
  }
  const modes = [
    { id: 'list', label: 'Sentences' },
    { id: 'inline', label: 'Words' },
    ...(isWide ? [{ id: 'sides', label: 'Side by side' }] : []),
  ]
  const choose = (next: ChangeFilter) => {
    setFilter(next)
    setCurrent(null)
    announce(countWords(filterChanges(changes, next).length))
  }
  return (
    <div className={css.review}>
      <div className={css.bar}>
        <p className={css.count}>{current === null ? countWords(shown.length) : `${current + 1} of ${countWords(shown.length)}`}</p>
        <span className={css.steps}>
          <Button size="small" onPress={() => go(-1)} isDisabled={shown.length === 0} aria-keyshortcuts="Alt+ArrowUp">
            <ChevronUp size={18} aria-hidden /> Previous
          </Button>
          <Button size="small" onPress={() => go(1)} isDisabled={shown.length === 0} aria-keyshortcuts="Alt+ArrowDown">
            <ChevronDown size={18} aria-hidden /> Next
          </Button>
        </span>
      </div>
      <div className={css.head}>
        <Chips label="Show as" hideLabel isRequired look="segments" chips={modes} chosen={[mode]} onChange={([next]) => setMode(next as Mode)} />
        <ChangeFilters changes={changes} names={names} filter={filter} onChange={choose} />
      </div>
      {groups.map((group) => (
        <Group key={group.key} group={group} name={nameGroup(group)} onBringBack={bringBack(group, choiceForGroup(group))}>
          {group.changes.map((change) => (
            <ChangeItem
              key={`${change.id} ${change.field ?? change.kind}`}
              change={change}
              mode={mode}
              names={names}
              isCurrent={current === change.number}
              onBringBack={bringBack(group, choiceForChange(group, change))}
            />
          ))}
        </Group>
      ))}
      {isWide && shown.length > 1 && (
        <p className={css.keys}>
          <kbd>Alt</kbd> + <kbd>↓</kbd> goes to the next change, <kbd>Alt</kbd> + <kbd>↑</kbd> to the one before.
        </p>
      )}
    </div>
  )
}

type GroupProps = { group: ChangeGroup; name: GroupName; onBringBack: (() => void) | undefined; children: ReactNode }

/** The changes of one goal, one strategy, the notes or a page of the plan. */
function Group({ group, name, onBringBack, children }: GroupProps) {
  const id = useId()
  return (
    <section className={css.group} aria-labelledby={id}>
      <header className={css.groupHead}>
        <h3 id={id} className={css.groupTitle}>
          <span className={css.groupKind}>{name.kind}</span>
          {name.title !== '' && <span dir="auto">{name.title}</span>}
        </h3>
        {onBringBack && (
          <Button look="quiet" size="small" onPress={onBringBack}>
            <RotateCcw size={16} aria-hidden /> {bringBackWords[group.entity] ?? 'Bring this back'}
          </Button>
        )}
      </header>
      <ul className={css.items}>{children}</ul>
    </section>
  )
}

const bringBackWords: Partial<Record<GroupEntity, string>> = { goal: 'Bring this goal back', strategy: 'Bring this strategy back' }

const thingWords = ({ kind, title }: GroupName): string => (title === '' ? kind : `${kind}: “${title}”`)

/** Alt with an arrow goes through the changes, unless somebody is filling something in. */
function useStepKeys(go: (step: 1 | -1) => void): void {
  const latest = useRef(go)
  useEffect(() => {
    latest.current = go
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
      const isElsewhere = event.target instanceof Element && event.target.closest('input, select, textarea, [role=textbox], [role=dialog]') !== null
      if (step === null || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isElsewhere) return
      event.preventDefault()
      latest.current(step)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

export const countWords = (count: number): string => `${count} ${count === 1 ? 'change' : 'changes'}`

/** The change that has the focus, or something in it. */
function focusedChange(): number | null {
  const id = document.activeElement?.closest('[id^=change-]')?.id
  return id === undefined ? null : Number(id.slice('change-'.length))
}

function reach(number: number): void {
  const item = document.getElementById(`change-${number}`)
  item?.scrollIntoView({ block: 'center' })
  item?.focus({ preventScroll: true })
}
