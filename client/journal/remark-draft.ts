import { useEffect, useState } from 'react'
import type { SuggestedChange } from '#shared/journal/journal-part.ts'
import { draftBefore, draftNow, keepDraft } from '../sync/device-store/kept-draft.ts'
import type { Remark, RemarkKind } from './begin-remark.ts'
import { whereOf } from './plan-place.ts'

/** Something about the plan that is not saved yet. */
export type RemarkDraft = {
  kind: RemarkKind
  words: string
  /** What a suggestion would change; `status`, or the field of a text. */
  what: string
  /** The suggested words or title; null while they are those of the plan. */
  after: string | null
  statusAfter: string
  partId: string | null
}

/** The draft of one person for one place in the plan, kept with every key as notes are. */
export function useRemarkDraft(planId: string, memberId: string, { kind, target, texts, status }: Remark) {
  const name = `${planId}/${memberId}/about/${whereOf(target)}`
  const first = target.field ?? texts[0]?.field ?? (status === undefined ? 'goal' : 'status')
  const empty: RemarkDraft = { kind, words: '', what: first, after: null, statusAfter: '', partId: null }
  const [draft, hold] = useState<RemarkDraft>(() => ({ ...empty, ...(draftNow(name) as Partial<RemarkDraft> | null | undefined), kind }))
  useEffect(() => {
    let isMounted = true
    void draftBefore(name).then((before) => {
      if (isMounted && before !== undefined) hold((now) => (now.words === '' && now.after === null ? { ...now, ...(before as object), kind: now.kind } : now))
    })
    return () => {
      isMounted = false
    }
  }, [name])
  const change = (part: Partial<RemarkDraft>) => {
    const next = { ...draft, ...part }
    hold(next)
    keepDraft(name, next)
  }
  return { draft, change, clear: () => keepDraft(name, null) }
}

/** What kind of change a choice stands for. */
export const changeOf = (what: string): SuggestedChange => (what === 'status' || what === 'goal' || what === 'strategy' ? what : 'wording')
