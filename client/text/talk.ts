/**
 * What was said about the plan, as its texts and cards show it. The journal fills this in once its code is here; until then,
 * and on pages without it, nothing was said. Only entries that this person reads ever get here.
 */
import { useCallback, useSyncExternalStore, type ReactNode } from 'react'
import type { TextAnchor } from './anchor.ts'

/** Some words that somebody said something about. */
export type SaidWords = TextAnchor & { readonly id: string; readonly kind: string }

/** A text of a goal or strategy, for choosing what to say something about. `field`: as in an entry, such as `why`. */
export type TalkText = { readonly field: string; readonly label: string; readonly words: string; readonly maxChars: number }

/** A goal or strategy that people can say something about. `read` is asked when they do. */
export type TalkItem = {
  readonly subject: 'goal' | 'strategy'
  readonly id: string
  read(): { title: string; status: string; texts: readonly TalkText[] }
}

export type Talk = {
  /** The same array as long as nothing changes there. */
  wordsAt(where: string): readonly SaidWords[]
  countAt(where: string): number
  /** Draws what stands below a text about which something was said. */
  readonly drawBelowText: (where: string) => ReactNode
  /** Draws what stands at the foot of the card of a goal or strategy. */
  readonly drawAboutItem: (item: TalkItem) => ReactNode
}

let talk: Talk | null = null
const listeners = new Set<() => void>()

/** Puts in what was said, or takes it out; also called whenever it changes. */
export function setTalk(next: Talk | null): void {
  talk = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const nothing: readonly SaidWords[] = []

/** The words of a text that something was said about, live. */
export const useSaidWords = (where: string): readonly SaidWords[] => useSyncExternalStore(subscribe, () => talk?.wordsAt(where) ?? nothing)

/** Draws what stands below a text; null where nothing was said about it. */
export function useBelowText(where: string): Talk['drawBelowText'] | null {
  const read = useCallback(() => (talk !== null && talk.countAt(where) > 0 ? talk.drawBelowText : null), [where])
  return useSyncExternalStore(subscribe, read)
}

/** Draws what stands at the foot of a card; null while the journal is not here. */
export const useAboutItem = (): Talk['drawAboutItem'] | null => useSyncExternalStore(subscribe, () => talk?.drawAboutItem ?? null)

/** The id of what stands below a text, which its marked words point to. */
export const saidId = (where: string): string => `said-${where.replaceAll('/', '-')}`
