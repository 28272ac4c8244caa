/** The words of the plan on this screen as a hash, so that a signature is held against them here and at once [access 8]. */
import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { hashOfPlan } from './plan-hash.ts'
import { usePlanSession } from './plan-session.tsx'
import { useSynced } from './save-status.ts'

/** The words are read again at most this often while somebody types. A signer is to see a change within a second. */
const restMs = 400

/** Watches one document. It computes only while somebody listens. */
class PresentWords {
  hash: string | null = null
  readonly #doc: Y.Doc
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #reads = 0

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  listen = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.#doc.on('update', this.#wait)
      void this.#read()
    }
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      this.#doc.off('update', this.#wait)
      if (this.#timer !== null) clearTimeout(this.#timer)
      this.#timer = null
    }
  }

  #wait = () => {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#read()
    }, restMs)
  }

  async #read(): Promise<void> {
    const read = ++this.#reads
    const hash = await hashOfPlan(this.#doc)
    if (hash === this.hash || read !== this.#reads) return
    this.hash = hash
    for (const listener of this.#listeners) listener()
  }
}

const watched = new WeakMap<Y.Doc, PresentWords>()

function wordsOf(doc: Y.Doc): PresentWords {
  const known = watched.get(doc) ?? new PresentWords(doc)
  watched.set(doc, known)
  return known
}

const listenToNothing = () => () => undefined

/** The hash of the plan on this screen, kept up with; null until it is here, and for who does not get the live plan. */
export function usePresentHash(): string | null {
  const { plan } = usePlanSession()
  const isHere = useSynced('plan')
  const words = plan !== null && isHere ? wordsOf(plan.doc) : null
  return useSyncExternalStore(words?.listen ?? listenToNothing, () => words?.hash ?? null)
}
