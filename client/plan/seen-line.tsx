import { useSeenBy } from '../http/since.ts'
import { seenByWords } from '../i18n/seen-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { SeenMark } from '../ui/seen-mark.tsx'

/** Who has seen a goal or strategy as it is now. */
export function SeenLine({ entity, id }: { entity: 'goal' | 'strategy'; id: string }) {
  const { planId } = usePlanSession()
  return <SeenMark words={seenByWords(useSeenBy(planId, entity, id))} />
}
