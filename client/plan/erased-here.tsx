import { ErasedMarks } from '../http/erased-marks.tsx'
import type { PartHandle } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

/** Whether words of a goal or strategy, or of its steps and links, were erased for good. */
export const ErasedHere = ({ planId, id }: { planId: string; id: string }) => (
  <ErasedMarks planId={planId} label="Erased here" isHere={({ part, entityId, within }) => part === 'plan' && (entityId === id || within === id)} />
)

/** What else was erased from the plan for good: things that are gone, and words that stood in no goal or strategy. */
export function ErasedElsewhere({ planId, part }: { planId: string; part: PartHandle }) {
  const [goals, strategies] = [part.doc.getMap<unknown>('goals'), part.doc.getMap<unknown>('strategies')]
  const ids = [...useShared(goals, () => [...goals.keys()]), ...useShared(strategies, () => [...strategies.keys()])]
  const isInCard = ({ entityId, within }: { entityId: string | null; within: string | null }) => ids.includes(within ?? entityId ?? '')
  return <ErasedMarks planId={planId} label="Erased from this plan" isHere={(mark) => mark.part === 'plan' && !isInCard(mark)} />
}
