import type { EntryKind, Topic } from '#shared/journal/journal-part.ts'
import { joinedWords, useOpenDraft, type DraftWay } from '../sync/device-store/open-draft.ts'

/** The kinds that a person begins by themselves. Comments and encouragements belong to somebody else's entry. */
export const draftKinds = ['observation', 'practice', 'check-in', 'rating', 'question', 'decision'] as const satisfies readonly EntryKind[]
export type DraftKind = (typeof draftKinds)[number]

/** Texts of an entry besides its words. */
export type DraftTexts = { before?: string; after?: string; bestBit?: string; hardBit?: string; whatChanged?: string; why?: string; dissent?: string }

/** Values of an entry, by the names they have in the journal. */
export type DraftValues = {
  topic?: Topic | undefined
  intensity?: number | undefined
  mood?: number | undefined
  durationSeconds?: number | undefined
  count?: number | undefined
  setting?: string | undefined
  routine?: string | undefined
  firstHand?: boolean | undefined
  toldBy?: string | undefined
  strategy?: string | undefined
  done?: boolean | undefined
  minutes?: number | undefined
  howItWent?: number | undefined
  confidence?: number | undefined
  scale?: string | undefined
  goal?: string | undefined
  score?: number | undefined
  subject?: string | undefined
  subjectId?: string | undefined
}

/** A night: clock times as 20:30, and whole numbers. */
export type DraftSleep = {
  lightsOut?: string | undefined
  asleep?: string | undefined
  hours?: number | undefined
  wakings?: number | undefined
  awakeMinutes?: number | undefined
}

/** An entry that is not saved yet. */
export type Draft = {
  kind: DraftKind
  words: string
  texts: DraftTexts
  values: DraftValues
  sleep: DraftSleep
  /** Whether it was not just now. */
  isEarlier: boolean
  /** Local time as the picker gives it; empty while somebody types it. */
  happenedAt: string
  goals: readonly string[]
  /** The journal it goes to, and with it who can read it; null while this person has never chosen. */
  partId: string | null
}

/** What changes in a draft: of values, texts and the night only what is given. */
export type DraftChange = Partial<Draft>

/** An entry with nothing in it yet. */
export const emptyDraft: Draft = { kind: 'observation', words: '', texts: {}, values: {}, sleep: {}, isEarlier: false, happenedAt: '', goals: [], partId: null }

/** The draft of one person for one plan, kept with every key. It stays on this device only if that is the person's own. */
export function useDraft(planId: string, memberId: string) {
  const [{ draft, isLoaded }, open] = useOpenDraft(`${planId}/${memberId}`, entryDrafts)
  const change = (part: DraftChange) => open.change((now) => merged(now, part))
  /** What was chosen last about who can read it stays for the next one. */
  const clear = () => open.clear({ ...emptyDraft, partId: draft.partId })
  return { draft, isLoaded, change, clear }
}

/** Whether anything was put into it. */
export const isBegun = ({ words, texts, values, sleep, goals }: Draft): boolean =>
  words !== '' || goals.length > 0 || [texts, values, sleep].some((part) => Object.values(part).some((value) => value !== undefined && value !== ''))

const merged = (draft: Draft, part: DraftChange): Draft => ({
  ...draft,
  ...part,
  texts: { ...draft.texts, ...part.texts },
  values: { ...draft.values, ...part.values },
  sleep: { ...draft.sleep, ...part.sleep },
})

/** Entries that are not saved yet. */
export const entryDrafts: DraftWay<Draft> = {
  read: (kept) => ({ ...emptyDraft, ...(kept as Partial<Draft> | null | undefined) }),
  // What was chosen meanwhile stands, and first of all who can read it.
  join: (before, now) => ({
    ...merged(before, { values: now.values, texts: now.texts, sleep: now.sleep }),
    kind: now.kind === emptyDraft.kind ? before.kind : now.kind,
    words: joinedWords(before.words, now.words),
    isEarlier: now.isEarlier || before.isEarlier,
    happenedAt: now.happenedAt === '' ? before.happenedAt : now.happenedAt,
    goals: [...new Set([...before.goals, ...now.goals])],
    partId: now.partId ?? before.partId,
  }),
}
