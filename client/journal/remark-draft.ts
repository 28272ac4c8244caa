import { useMemo } from 'react'
import type { SuggestedChange } from '#shared/journal/journal-part.ts'
import { joinedWords, useOpenDraft, type DraftWay } from '../sync/device-store/open-draft.ts'
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
export function useRemarkDraft(planId: string, memberId: string, remark: Remark) {
  const way = useMemo(() => remarkDrafts(remark), [remark])
  const [{ draft }, open] = useOpenDraft(`${planId}/${memberId}/about/${whereOf(remark.target)}`, way)
  const change = (part: Partial<RemarkDraft>) => open.change((now) => ({ ...now, ...part }))
  return { draft, change, clear: () => open.clear() }
}

/** Drafts for the place that a remark is about. Its window decides anew which kind it is. */
export const remarkDrafts = ({ kind, target, texts, status }: Remark): DraftWay<RemarkDraft> => {
  const what = target.field ?? texts[0]?.field ?? (status === undefined ? 'goal' : 'status')
  const empty: RemarkDraft = { kind, words: '', what, after: null, statusAfter: '', partId: null }
  return {
    read: (kept) => ({ ...empty, ...(kept as Partial<RemarkDraft> | null | undefined), kind }),
    join: (before, now) => ({
      kind: now.kind,
      words: joinedWords(before.words, now.words),
      what: now.after === null ? before.what : now.what,
      after: now.after === null ? before.after : joinedWords(before.after ?? '', now.after),
      statusAfter: now.statusAfter || before.statusAfter,
      partId: now.partId ?? before.partId,
    }),
  }
}

/** What kind of change a choice stands for. */
export const changeOf = (what: string): SuggestedChange => (what === 'status' || what === 'goal' || what === 'strategy' ? what : 'wording')
