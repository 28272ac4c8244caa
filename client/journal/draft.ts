import { useState } from 'react'
import type { Topic } from '#shared/journal/journal-part.ts'

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

/** The draft of one person for one plan, kept with every key while the tab is open and gone with it. */
export function useDraft(planId: string, memberId: string) {
  const key = `samepage.draft.${planId}.${memberId}`
  const [draft, setDraft] = useState<Draft>(() => readDraft(key))
  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part }
    setDraft(next)
    sessionStorage.setItem(key, JSON.stringify(next))
  }
  const clear = () => {
    setDraft(emptyDraft)
    sessionStorage.removeItem(key)
  }
  return { draft, change, clear }
}

function readDraft(key: string): Draft {
  const kept = sessionStorage.getItem(key)
  return kept === null ? emptyDraft : { ...emptyDraft, ...(JSON.parse(kept) as Partial<Draft>) }
}
