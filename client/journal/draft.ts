import { useEffect, useState } from 'react'
import type { Topic } from '#shared/journal/journal-part.ts'
import { draftBefore, draftNow, keepDraft } from '../sync/device-store/kept-draft.ts'

/** A note that is not saved yet. */
export type Draft = {
  words: string
  topic: Topic | null
  intensity: number | null
  /** Local time as the picker gives it, or empty for "now". */
  happenedAt: string
  goals: readonly string[]
}

const emptyDraft: Draft = { words: '', topic: null, intensity: null, happenedAt: '', goals: [] }

/** The draft of one person for one plan, kept with every key. It stays on this device only if that is the person's own. */
export function useDraft(planId: string, memberId: string) {
  const name = `${planId}/${memberId}`
  const [draft, setDraft] = useState<Draft>(() => asDraft(draftNow(name)))
  useEffect(() => {
    let isMounted = true
    void draftBefore(name).then((before) => isMounted && before !== undefined && setDraft(asDraft(before)))
    return () => {
      isMounted = false
    }
  }, [name])
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    keepDraft(name, next)
  }
  const clear = () => {
    setDraft(emptyDraft)
    keepDraft(name, null)
  }
  return { draft, change, clear }
}

/** A kept draft may be of an older version of the app, or null where it is done with. */
const asDraft = (kept: unknown): Draft => ({ ...emptyDraft, ...(kept as Partial<Draft> | null | undefined) })
