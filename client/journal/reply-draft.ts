import { joinedWords, type DraftWay } from '../sync/device-store/open-draft.ts'

/** Replies that are not saved yet: one for each entry. */
export const replyDrafts: DraftWay<{ readonly words: string }> = {
  read: (kept) => ({ words: typeof kept === 'object' && kept !== null && 'words' in kept && typeof kept.words === 'string' ? kept.words : '' }),
  join: (before, now) => ({ words: joinedWords(before.words, now.words) }),
}
