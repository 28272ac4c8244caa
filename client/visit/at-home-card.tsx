import { Check, Plus } from 'lucide-react'
import { useState } from 'react'
import { clinicianRoles } from '#shared/access.ts'
import { orderedIds } from '#shared/plan/order.ts'
import { useShared } from '../sync/use-shared.ts'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { dateOfInstant } from '../i18n/date-words.ts'
import { addStrategy, mapOf, pickFocus, strategyOf, textOf, useFocus, useStrategyIds, useSteps, useWords } from './plan-items.ts'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** One thing to try at home for each carer. Then the words are kept, to be agreed to. */
export function AtHomeCard(props: CardProps) {
  const { guest, visit, part, act, isBusy } = props
  const ids = useStrategyIds(part)
  const [fresh, setFresh] = useState<string | null>(null)
  const freshWords = useWords(fresh === null ? undefined : strategyOf(part, fresh), 'title')
  // One after the other: a second quick tap would leave an empty one behind.
  const isBegun = fresh !== null && ids.includes(fresh) && freshWords === ''
  const keepWords = () => act({ act: '/words', body: { label: `Agreed in the visit of ${dateOfInstant(visit.startedAt)}` } })
  return (
    <>
      <p className={css.hint}>One small thing for each person is plenty.</p>
      <ul className={css.strategies}>
        {ids.map((id) => (
          <li key={id}>{id === fresh ? <NewStrategy {...props} id={id} /> : <StrategyChoice {...props} id={id} />}</li>
        ))}
      </ul>
      {part.canWrite && (
        <div className={css.row}>
          <Button isDisabled={isBegun} onPress={() => setFresh(addStrategy(part))}>
            <Plus size={20} aria-hidden /> Something new to try
          </Button>
        </div>
      )}
      {guest.mayLead && (
        <div className={css.row}>
          <span className={css.gap} />
          <Button look="primary" size="main" isDisabled={isBusy} onPress={keepWords}>Next: do we all agree?</Button>
        </div>
      )}
    </>
  )
}

type StrategyProps = CardProps & { id: string }

function StrategyChoice({ visit, part, id, guest }: StrategyProps) {
  const strategy = strategyOf(part, id)
  const title = useWords(strategy, 'title')
  const why = useWords(strategy, 'why')
  const steps = useSteps(strategy)
  return (
    <article className={css.card}>
      <h2 className={css.goalTitle}>{title === '' ? 'Without words yet' : title}</h2>
      {why !== '' && <p>{why}</p>}
      {steps.length > 0 && <ol className={css.stepList}>{steps.map((step, i) => <li key={i}>{step}</li>)}</ol>}
      <Who visit={visit} part={part} id={id} guest={guest} />
    </article>
  )
}

/** Who tries it: everybody of the family who is here. */
function Who({ visit, part, id, guest }: Pick<StrategyProps, 'visit' | 'part' | 'id' | 'guest'>) {
  const focus = useFocus(strategyOf(part, id))
  const carers = visit.people.filter(({ role, isHere, memberId }) => (isHere || focus.includes(memberId)) && !clinicianRoles.includes(role))
  if (carers.length === 0) return null
  return (
    <fieldset className={css.who}>
      <legend className="visually-hidden">Who tries it</legend>
      {carers.map(({ memberId, name }) => {
        const isPicked = focus.includes(memberId)
        return (
          <button key={memberId} type="button" className={css.pick} aria-pressed={isPicked} disabled={!part.canWrite} onClick={() => pickFocus(part, memberId, id)}>
            {isPicked && <Check size={18} aria-hidden />} {memberId === guest.me ? 'I try this' : `${name.split(' ')[0]} tries this`}
          </button>
        )
      })}
    </fieldset>
  )
}

function NewStrategy({ part, id, visit, guest }: StrategyProps) {
  const strategy = strategyOf(part, id)
  const steps = mapOf(strategy, 'steps')
  const stepIds = useShared(steps, () => (steps === undefined ? [] : orderedIds(steps)), 'deep')
  const where = `strategies/${id}`
  return (
    <article className={`${css.card} ${css.writing}`}>
      <TextField part={part} fragment={textOf(strategy, 'title')} where={`${where}/title`} label="What do we try?" variant="title" placeholder="Wait five seconds before you help" />
      {stepIds.map((stepId, i) => (
        <TextField key={stepId} part={part} fragment={textOf(mapOf(steps, stepId), 'text')} where={`${where}/steps/${stepId}`} label={`Step ${i + 1}`} variant="line" placeholder="One thing to do" />
      ))}
      <TextField part={part} fragment={textOf(strategy, 'say')} where={`${where}/say`} label="Say this" variant="body" placeholder="“Do you want the red one or the blue one?”" />
      <Who visit={visit} part={part} id={id} guest={guest} />
    </article>
  )
}
