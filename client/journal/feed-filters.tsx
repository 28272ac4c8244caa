import { SlidersHorizontal, Sparkles } from 'lucide-react'
import { useId, useState } from 'react'
import { audienceOf } from '#shared/journal/audience.ts'
import { useMembers } from '../http/members.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { filterCount, noFilter, type FeedFilter } from './feed-filter.ts'
import css from './feed.module.css'
import { useTitles } from './use-plan-lists.ts'

const kinds: readonly [string, string][] = [
  ['win', 'Wins'], ['warning-sign', 'Warning signs'], ['observation', 'Notes'], ['practice', 'Tried it'], ['check-in', 'Check-ins'],
  ['rating', 'Ratings'], ['question', 'Questions'], ['decision', 'Decisions'],
]

type FeedFiltersProps = { filter: FeedFilter; onChange: (filter: FeedFilter) => void; shown: number; all: number }

/** Which notes are shown: wins first in one press, the rest behind another. */
export function FeedFilters({ filter, onChange, shown, all }: FeedFiltersProps) {
  const [isOpen, setIsOpen] = useState(false)
  const count = filterCount(filter)
  const change = (part: Partial<FeedFilter>) => onChange({ ...filter, ...part })
  const id = useId()
  return (
    <div className={css.filters}>
      <div className={css.filterRow}>
        <Chips
          label="Order"
          hideLabel
          chips={[{ id: 'wins', label: 'Wins first', icon: <Sparkles size={18} aria-hidden /> }]}
          chosen={filter.winsFirst ? ['wins'] : []}
          onChange={([wins]) => change({ winsFirst: wins !== undefined })}
        />
        <Button look="quiet" aria-expanded={isOpen} aria-controls={id} onPress={() => setIsOpen(!isOpen)}>
          <SlidersHorizontal size={18} aria-hidden /> Filter{count > 0 && ` (${count})`}
        </Button>
      </div>
      {isOpen && <Choices id={id} filter={filter} change={change} />}
      {count > 0 && (
        <p className={css.filterSum}>
          {shown} of {all} notes{' '}
          <Button size="small" look="quiet" onPress={() => onChange({ ...noFilter, winsFirst: filter.winsFirst })}>
            Show all
          </Button>
        </p>
      )}
    </div>
  )
}

function Choices({ id, filter, change }: { id: string; filter: FeedFilter; change: (part: Partial<FeedFilter>) => void }) {
  const { planId, journals, memberId } = usePlanSession()
  const { data: members = [] } = useMembers(planId)
  const goals = Object.entries(useTitles('goals'))
  const people = members.map((member): [string, string] => [member.id, member.id === memberId ? `${member.name} (you)` : member.name])
  const nameOf = new Map(members.map((member) => [member.id, member.name]))
  const audiences = journals.map(({ partId }): [string, string] => {
    const audience = audienceOf(partId)
    if (audience !== 'member') return [partId, audience === 'team' ? 'The whole care team' : 'Parents and therapists']
    const owner = partId.slice('journal.'.length)
    return [partId, owner === memberId ? 'Only me and my therapists' : `Only ${nameOf.get(owner) ?? 'its writer'} and therapists`]
  })
  return (
    <div id={id} className={css.choices}>
      <Choice label="What" all="Everything" options={kinds} value={filter.kind} onChoose={(kind) => change({ kind })} />
      <Choice label="Who wrote it" all="Everybody" options={people} value={filter.person} onChoose={(person) => change({ person })} />
      {goals.length > 0 && <Choice label="Goal" all="All goals" options={goals} value={filter.goal} onChoose={(goal) => change({ goal })} />}
      {audiences.length > 1 && (
        <Choice label="Who can read it" all="All" options={audiences} value={filter.partId} onChoose={(partId) => change({ partId })} />
      )}
    </div>
  )
}

type ChoiceProps = { label: string; all: string; options: readonly [string, string][]; value: string; onChoose: (value: string) => void }

function Choice({ label, all, options, value, onChoose }: ChoiceProps) {
  const id = useId()
  return (
    <div className={css.choice}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{all}</option>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}
