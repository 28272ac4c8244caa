import { Clock, Star, Target, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { clinicianRoles } from '#shared/access.ts'
import { clearFocus, setFocus } from '#shared/plan/focus.ts'
import { useMembers } from '../http/members.ts'
import { usePlanNames } from '../sync/use-plan-names.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { Pick } from '../ui/pick.tsx'
import { PickMany } from '../ui/pick-many.tsx'
import { setString, toggleId } from './acts.ts'
import { mapOf, useSetIds, useString, type Entity } from './entity.ts'
import css from './strategy-links.module.css'

const routines = [
  'Waking up', 'Getting dressed', 'Breakfast', 'School run', 'Snack time', 'Play', 'Homework', 'Dinner', 'Bath', 'Bedtime', 'Any time',
]

type StrategyLinksProps = { part: PartHandle; planId: string; strategy: Entity; id: string }

/** When, by whom and for which goals a strategy is done, and whose one thing it is. */
export function StrategyLinks({ part, planId, strategy, id: strategyId }: StrategyLinksProps) {
  const routine = useString(strategy, 'routine')
  const who = mapOf(strategy, 'who')
  const goals = mapOf(strategy, 'goals')
  const whoIds = useSetIds(who)
  const goalIds = useSetIds(goals)
  const focusIds = useSetIds(mapOf(strategy, 'focus'))
  const { data: members = [] } = useMembers(planId)
  const workedOn = usePlanNames('goals').filter(({ number }) => number > 0)
  const known = routine === '' || routines.includes(routine) ? routines : [routine, ...routines]
  const isReadOnly = !part.canWrite
  const carers = members.filter(({ role }) => !clinicianRoles.includes(role) && role !== 'admin')
  const toggleFocus = (memberId: string) =>
    part.change(() => {
      const strategies = part.doc.getMap<unknown>('strategies')
      if (focusIds.includes(memberId)) clearFocus(strategies, memberId)
      else setFocus(strategies, memberId, strategyId)
    })
  return (
    <dl className={css.links}>
      <Link icon={<Clock size={18} aria-hidden />} term="When">
        {isReadOnly ? (
          <span className={css.plain}>{routine || 'Not said yet'}</span>
        ) : (
          <Pick
            look="pill"
            tone="over"
            label="When: the routine it belongs to"
            value={routine === '' ? null : routine}
            options={known.map((words) => ({ value: words, label: words }))}
            onPick={(words) => setString(part, strategy, 'routine', words)}
            placeholder="Pick a routine"
          />
        )}
      </Link>
      <Link icon={<Users size={18} aria-hidden />} term="Who">
        <PickMany
          label="Who does it"
          addWords="Add a person"
          options={members.map((member) => ({ id: member.id, label: member.name }))}
          chosen={whoIds}
          onToggle={(id) => who && toggleId(part, who, id)}
          isReadOnly={isReadOnly}
        />
      </Link>
      {(!isReadOnly || focusIds.length > 0) && carers.length > 0 && (
        <Link icon={<Star size={18} aria-hidden />} term="One thing of">
          <PickMany
            label="Whose one thing it is"
            addWords="Pick a person"
            options={carers.map((carer) => ({ id: carer.id, label: carer.name }))}
            chosen={focusIds}
            onToggle={toggleFocus}
            isReadOnly={isReadOnly}
          />
        </Link>
      )}
      <Link icon={<Target size={18} aria-hidden />} term="Helps with">
        <PickMany
          label="Goals it helps with"
          addWords="Link a goal"
          options={workedOn.map(({ id, title, number }) => ({ id, label: title || `Goal ${number}` }))}
          chosen={goalIds}
          onToggle={(id) => goals && toggleId(part, goals, id)}
          isReadOnly={isReadOnly}
        />
      </Link>
    </dl>
  )
}

const Link = ({ icon, term, children }: { icon: ReactNode; term: string; children: ReactNode }) => (
  <div className={css.link}>
    <dt className={css.term}>
      {icon} {term}
    </dt>
    <dd>{children}</dd>
  </div>
)
