/** What a person is still writing: in memory, and sealed on their own device. Never in plain text on a disk. */
import { keepAnswer, keptAnswer } from './kept-answers.ts'
import { onWipe } from './wipe.ts'

const drafts = new Map<string, unknown>()
const pathOf = (name: string): string => `draft/${name}`

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

/** One write after the other, so that the last one wins. */
let latest: Promise<void> = Promise.resolve()
