import { memo } from 'react'
import type { GoalStatus } from '#shared/plan/plan-part.ts'
import { dayWords } from '../i18n/date-words.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { DateField } from '../ui/date-field.tsx'
import { DragHandle } from '../ui/drag-handle.tsx'
import { Pick } from '../ui/pick.tsx'
import { AboutThis, goalTexts, readEntity } from './about-this.tsx'
import { setString } from './acts.ts'
import css from './card.module.css'
import { textOf, useString, type Entity } from './entity.ts'
import { GasLadder } from './gas-ladder.tsx'
import { ErasedHere } from './erased-here.tsx'
import { ItemMenu } from './item-menu.tsx'
import { OptionalTexts, type OptionalText } from './optional-texts.tsx'
import { SeenLine } from './seen-line.tsx'
import { goalStatusWords, statusTone } from './status-words.tsx'
import { ToChart } from './to-chart.tsx'
import { useSetStatus } from './use-set-status.ts'
import { WhoIsHere } from './who-is-here.tsx'

const texts: readonly OptionalText[] = [
  { key: 'familyWords', label: 'In the family’s words', addWords: 'Family’s words', placeholder: 'How you say it at home', look: 'quote' },
  { key: 'childWords', label: 'In the child’s words', addWords: 'Child’s words', placeholder: 'How your child says it', look: 'quote' },
  { key: 'why', label: 'Why it matters', addWords: 'Why it matters', placeholder: 'What gets better when this works' },
]

type GoalCardProps = {
  part: PartHandle
  goal: Entity
  id: string
  index: number
  count: number
  onMove: (id: string, index: number) => void
}

/** One goal, with everything about it written in place. */
export const GoalCard = memo(function GoalCard({ part, goal, id, index, count, onMove }: GoalCardProps) {
  const { planId } = usePlanSession()
  const status = useString(goal, 'status') as GoalStatus
  const reviewDate = useString(goal, 'reviewDate')
  const setStatus = useSetStatus(part, goal, goalStatusWords, 'goals-heading')
  const where = `goals/${id}`
  return (
    <article id={`goal-${id}`} className={css.card} tabIndex={-1} aria-label={`Goal ${index + 1}`}>
      <header className={css.head}>
        {part.canWrite && <DragHandle name={`goal ${index + 1}`} />}
        <span className={css.number}>{index + 1}</span>
        <WhoIsHere where={where} />
        <span className={css.gap} />
        <Pick
          look="pill"
          label={`Status of goal ${index + 1}`}
          value={status}
          options={goalStatusWords}
          onPick={setStatus}
          tone={statusTone[status]}
          isDisabled={!part.canWrite}
        />
        {part.canWrite && (
          <ItemMenu
            name={`goal ${index + 1}`}
            index={index}
            count={count}
            onMove={(place) => onMove(id, place)}
            retire={[
              { id: 'achieved', label: 'We reached it' },
              { id: 'ended', label: 'End this goal' },
            ]}
            onRetire={(next) => setStatus(next as GoalStatus)}
            target={{ part: part.partId, entity: 'goal', id }}
          />
        )}
      </header>
      <div className={css.body}>
        <TextField part={part} fragment={textOf(goal, 'title')} where={`${where}/title`} label={`Goal ${index + 1}`} hideLabel variant="title" placeholder="What should get easier?" />
        <OptionalTexts part={part} entity={goal} where={where} texts={texts} />
        <GasLadder part={part} goal={goal} where={where} />
        <SeenLine entity="goal" id={id} />
        <ErasedHere planId={planId} id={id} />
        <div className={css.review}>
          {part.canWrite ? (
            <DateField label="Look at it again on" value={reviewDate} onChange={(date) => setString(part, goal, 'reviewDate', date)} />
          ) : (
            reviewDate !== '' && <p className={css.meta}>Look at it again on {dayWords(reviewDate)}</p>
          )}
          <ToChart id={id} name={`goal ${index + 1}`} />
        </div>
        <AboutThis subject="goal" id={id} read={() => readEntity(goal, goalTexts)} />
      </div>
    </article>
  )
})
