/** What a person is still writing: in memory, and sealed on their own device. Never in plain text on a disk. */
import { keepAnswer, keptAnswer, keptPaths } from './kept-answers.ts'
import { putAside } from './refused-words.ts'
import { onWipe } from './wipe-notice.ts'

const drafts = new Map<string, unknown>()
const prefix = 'draft/'
const pathOf = (name: string): string => prefix + name

/** Whether an address of a kept answer is that of a draft. */
export const isDraftPath = (path: string): boolean => path.startsWith(prefix)

onWipe((reason) => reason === 'signed-out' && drafts.clear())

/** The draft of this name, as far as this page knows it. */
export const draftNow = (name: string): unknown => drafts.get(name)

/** The draft of this name from an earlier visit; undefined where there is none, or this page has one already. */
export async function draftBefore(name: string): Promise<unknown> {
  if (drafts.has(name)) return undefined
  const kept = await keptAnswer(pathOf(name)).catch(() => undefined)
  return drafts.has(name) ? undefined : kept
}

/** Keeps a draft, or null once it is done with. */
export function keepDraft(name: string, draft: unknown): void {
  drafts.set(name, draft)
  latest = latest.then(() => keepAnswer(pathOf(name), drafts.get(name))).catch(() => undefined)
}

/** The drafts of a plan that this person may not write in any more: their words are put aside for them to copy. */
export async function setDraftsAside(planId: string): Promise<void> {
  const kept = (await keptPaths(pathOf(planId)).catch(() => [])).map((path) => path.slice(prefix.length))
  const names = new Set([...drafts.keys(), ...kept].filter((name) => name.startsWith(`${planId}/`)))
  for (const name of names) {
    const draft = drafts.get(name) ?? (await draftBefore(name))
    const memberId = name.slice(planId.length + 1)
    const words = wordsOf(draft)
    const isSafe = words === '' || (await putAside({ planId, memberId }, { partId: 'draft', changes: 1, words }))
    if (isSafe) keepDraft(name, null)
  }
}

/** All that was typed: the words of a draft, those that it suggests, and its further texts. */
function wordsOf(draft: unknown): string {
  if (typeof draft !== 'object' || draft === null) return ''
  const words = 'words' in draft ? draft.words : ''
  const suggested = 'after' in draft ? draft.after : ''
  const texts = 'texts' in draft && typeof draft.texts === 'object' && draft.texts !== null ? Object.values(draft.texts) : []
  return [suggested, words, ...texts].filter((text): text is string => typeof text === 'string' && text.trim() !== '').map((text) => text.trim()).join('\n')
}

/** One write after the other, so that the last one wins. */
let latest: Promise<void> = Promise.resolve()
