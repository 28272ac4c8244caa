/** Asking for the window in which something is said about the plan. */
import { useSyncExternalStore } from 'react'
import type { TextAnchor } from '../text/anchor.ts'
import type { TalkText } from '../text/talk.ts'
import type { Target } from './plan-place.ts'

export const remarkKinds = ['comment', 'question', 'suggestion', 'summary'] as const
export type RemarkKind = (typeof remarkKinds)[number]

/** What the window opens with. */
export type Remark = {
  readonly kind: RemarkKind
  readonly target: Target
  /** What it is about, in words. */
  readonly title: string
  /** The words of a text that it is about. */
  readonly anchor?: TextAnchor
  /** Texts that a suggestion can change, and the status of the goal or strategy. */
  readonly texts: readonly TalkText[]
  readonly status?: string
}

let remark: Remark | null = null
const listeners = new Set<() => void>()

/** Opens the window; null closes it. */
export function beginRemark(next: Remark | null): void {
  remark = next
  for (const listener of listeners) listener()
}

/** What the window is open for; null while it is shut. */
export const useRemark = (): Remark | null => useSyncExternalStore(subscribe, () => remark)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
