/** A draft that somebody is writing: what was begun earlier comes first, and nothing is kept over it. */
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { draftBefore, draftNow, keepDraft } from './kept-draft.ts'

/** What drafts of one kind are made of. */
export type DraftWay<Draft> = {
  /** A draft as it was kept: undefined where there is none, null where it is done with, or by an older version of the app. */
  read(kept: unknown): Draft
  /** What was begun earlier, with what was typed while that was still being read. */
  join(before: Draft, now: Draft): Draft
}

type Held<Draft> = { readonly draft: Draft; readonly isLoaded: boolean; readonly isTouched: boolean }

export class OpenDraft<Draft> {
  readonly #name: string
  readonly #way: DraftWay<Draft>
  readonly #listeners = new Set<() => void>()
  #held: Held<Draft>
  #loading: Promise<void> | null = null

  constructor(name: string, way: DraftWay<Draft>) {
    this.#name = name
    this.#way = way
    this.#held = { draft: way.read(draftNow(name)), isLoaded: false, isTouched: false }
  }

  /** The draft, and whether what was begun earlier is in it. The same object while nothing changes. */
  readonly held = (): Held<Draft> => this.#held

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads what was begun earlier, once. It goes on when the field is gone: what was typed into it is kept then too. */
  load(): Promise<void> {
    this.#loading ??= draftBefore(this.#name).then((before) => {
      const { draft, isTouched } = this.#held
      const joined = before === undefined || before === null ? draft : this.#way.join(this.#way.read(before), draft)
      this.#hold({ draft: joined, isLoaded: true, isTouched })
    })
    return this.#loading
  }

  /** Every change is kept, but for those before `load` is done: they are kept then. */
  change(edit: (now: Draft) => Draft): void {
    this.#hold({ ...this.#held, draft: edit(this.#held.draft), isTouched: true })
  }

  /** The draft is done with. `next` is what the next one begins with, where that is kept. */
  clear(next: Draft | null = null): void {
    keepDraft(this.#name, next)
    this.#hold({ draft: next ?? this.#way.read(null), isLoaded: true, isTouched: false })
  }

  #hold(held: Held<Draft>): void {
    this.#held = held
    if (held.isLoaded && held.isTouched) keepDraft(this.#name, held.draft)
    for (const listener of this.#listeners) listener()
  }
}

/** The draft of this name, for a field. */
export function useOpenDraft<Draft>(name: string, way: DraftWay<Draft>): [Held<Draft>, OpenDraft<Draft>] {
  const open = useMemo(() => new OpenDraft(name, way), [name, way])
  useEffect(() => void open.load(), [open])
  return [useSyncExternalStore(open.subscribe, open.held), open]
}

/** Words that were begun at two times, the earlier ones first. */
export const joinedWords = (...words: readonly string[]): string => words.filter((some) => some !== '').join('\n')
