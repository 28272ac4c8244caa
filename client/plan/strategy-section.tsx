import { House, Plus } from 'lucide-react'
import { retiredStrategyStatuses } from '#shared/plan/plan-part.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { OrderedList } from '../ui/ordered-list.tsx'
import { announce } from '../ui/status-region.tsx'
import { addStrategy, moveAmong } from './acts.ts'
import { useIds, type Entity } from './entity.ts'
import { Finished } from './finished.tsx'
import css from './plan-page.module.css'
import { strategyStatusWords } from './status-words.tsx'
import { StrategyCard } from './strategy-card.tsx'
import { useNewItem } from './use-new-item.ts'

/** What the family does at home: the strategies, the stopped ones below. */
export function StrategySection({ part, planId }: { part: PartHandle; planId: string }) {
  const strategies = part.doc.getMap<unknown>('strategies')
  const ids = useIds(strategies, retiredStrategyStatuses, false)
  const stopped = useIds(strategies, retiredStrategyStatuses, true)
  const newest = useNewItem(strategies, 'strategy', 'title')
  const move = (id: string, index: number) => {
    moveAmong(part, strategies, ids, id, index)
    announce(`Strategy moved to place ${index + 1} of ${ids.length}`)
  }
  const add = part.canWrite && (
    <Button onPress={() => newest.begin(() => addStrategy(part, strategies))}>
      <Plus size={20} aria-hidden /> Add what to try
    </Button>
  )
  return (
    <section className={css.section} aria-labelledby="strategies-heading">
      <div className={css.head}>
        <h2 id="strategies-heading" className={css.heading} tabIndex={-1}>
          What we do at home
        </h2>
        {ids.length > 1 && part.canWrite && <p className={css.count}>One at a time is plenty.</p>}
      </div>
      {ids.length === 0 ? (
        <Empty icon={<House size={28} />} example="“Wait five seconds before you help, at snack time.”" action={add}>
          One small thing to try, tied to a time of the day.
        </Empty>
      ) : (
        <>
          <OrderedList label="Strategies" inTurn now={newest.id} ids={ids} onMove={part.canWrite ? move : undefined} className={css.list}>
            {(id, index) => (
              <StrategyCard part={part} planId={planId} strategy={strategies.get(id) as Entity} id={id} index={index} count={ids.length} onMove={move} />
            )}
          </OrderedList>
          <div>{add}</div>
        </>
      )}
      <Finished title="Stopped" part={part} list={strategies} ids={stopped} statusWords={strategyStatusWords} backTo="learning" />
    </section>
  )
}
