import { joinedWords, useOpenDraft, type DraftWay } from './device-store/open-draft.ts'
import { usePlanSession } from './plan-session.tsx'

/** Words that are not saved yet, and nothing else. */
export const wordsDrafts: DraftWay<{ readonly words: string }> = {
  read: (kept) => ({ words: typeof kept === 'object' && kept !== null && 'words' in kept && typeof kept.words === 'string' ? kept.words : '' }),
  join: (before, now) => ({ words: joinedWords(before.words, now.words) }),
}

/**
 * Words of this person that are kept with every key until they are saved: a reply, a correction, the reason of an answer. `about`
 * tells them from other words of this plan.
 */
export function useWordsDraft(about: string): { words: string; setWords: (words: string) => void; clear: () => void } {
  const { planId, memberId } = usePlanSession()
  const [{ draft }, open] = useOpenDraft(`${planId}/${memberId}/${about}`, wordsDrafts)
  return { words: draft.words, setWords: (words) => open.change(() => ({ words })), clear: () => open.clear() }
}
