import { House } from 'lucide-react'
import { memo } from 'react'
import type { StrategyStatus } from '#shared/plan/plan-part.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { DragHandle } from '../ui/drag-handle.tsx'
import { Pick } from '../ui/pick.tsx'
import { AboutThis, readEntity, strategyTexts } from './about-this.tsx'
import css from './card.module.css'
import { textOf, useString, type Entity } from './entity.ts'
import { ErasedHere } from './erased-here.tsx'
import { ItemMenu } from './item-menu.tsx'
import { OptionalTexts, type OptionalText } from './optional-texts.tsx'
import { SeenLine } from './seen-line.tsx'
import { statusTone, strategyStatusWords } from './status-words.tsx'
import { StrategyLinks } from './strategy-links.tsx'
import { StrategyResources } from './strategy-resources.tsx'
import { StrategySteps } from './strategy-steps.tsx'
import { useSetStatus } from './use-set-status.ts'
import { WhoIsHere } from './who-is-here.tsx'

const whyText: readonly OptionalText[] = [
  { key: 'why', label: 'Why it helps', addWords: 'Why it helps', placeholder: 'What this does for your child' },
]
const lineTexts: readonly OptionalText[] = [
  { key: 'say', label: 'Say this', addWords: 'Say this', placeholder: '“Do you want the red one or the blue one?”', look: 'say' },
  { key: 'ifHard', label: 'If it is hard', addWords: 'If it is hard', placeholder: 'What to do when it does not work today', look: 'hard' },
]

type StrategyCardProps = {
  part: PartHandle
  planId: string
  strategy: Entity
  id: string
  index: number
  count: number
  onMove: (id: string, index: number) => void
}

/** One strategy: what to do, in steps, when, by whom and for which goals. */
export const StrategyCard = memo(function StrategyCard({ part, planId, strategy, id, index, count, onMove }: StrategyCardProps) {
  const status = useString(strategy, 'status') as StrategyStatus
  const setStatus = useSetStatus(part, strategy, strategyStatusWords, 'strategies-heading')
  const where = `strategies/${id}`
  const name = `strategy ${index + 1}`
  return (
    <article id={`strategy-${id}`} className={css.card} tabIndex={-1} aria-label={`Strategy ${index + 1}`}>
      <header className={css.head}>
        {part.canWrite && <DragHandle name={name} />}
        <span className={css.sign}>
          <House size={20} aria-hidden />
        </span>
        <WhoIsHere where={where} />
        <span className={css.gap} />
        <Pick
          look="pill"
          label={`Status of ${name}`}
          value={status}
          options={strategyStatusWords}
          onPick={setStatus}
          tone={statusTone[status]}
          isDisabled={!part.canWrite}
        />
        {part.canWrite && (
          <ItemMenu
            name={name}
            index={index}
            count={count}
            onMove={(place) => onMove(id, place)}
            retire={[{ id: 'stopped', label: 'Stop doing this' }]}
            onRetire={(next) => setStatus(next as StrategyStatus)}
            target={{ part: part.partId, entity: 'strategy', id }}
          />
        )}
      </header>
      <div className={css.body}>
        <TextField part={part} fragment={textOf(strategy, 'title')} where={`${where}/title`} label={`Strategy ${index + 1}`} hideLabel variant="title" placeholder="What do we try?" />
        <OptionalTexts part={part} entity={strategy} where={where} texts={whyText} />
        <StrategySteps part={part} strategy={strategy} where={where} />
        <OptionalTexts part={part} entity={strategy} where={where} texts={lineTexts} />
        <StrategyResources part={part} strategy={strategy} name={name} />
        <StrategyLinks part={part} planId={planId} strategy={strategy} id={id} />
        <SeenLine entity="strategy" id={id} />
        <ErasedHere planId={planId} id={id} />
        <AboutThis subject="strategy" id={id} read={() => readEntity(strategy, strategyTexts)} />
      </div>
    </article>
  )
})
