/**
 * Slows down guessing. An attempt is counted before it is judged, so that a hundred at once are a hundred, and is given
 * back when it turns out to be right: many people behind one address can sign in, but nobody can try many passwords.
 */
import { AppError } from '../errors.ts'

type Window = { count: number; endsAt: number }

/** Enough for every address that tries within one window; beyond it the oldest are forgotten first. */
const maxKeys = 50_000

export class AttemptLimit {
  readonly #max: number
  readonly #windowMs: number
  readonly #now: () => Date
  readonly #windows = new Map<string, Window>()

  constructor(options: { max: number; windowMs: number; now: () => Date }) {
    this.#max = options.max
    this.#windowMs = options.windowMs
    this.#now = options.now
  }

  /** Counts an attempt. Throws `too-many-requests` when there were too many in this window. */
  take(key: string): void {
    const now = this.#now().getTime()
    let window = this.#windows.get(key)
    if (window === undefined || window.endsAt <= now) {
      this.#windows.delete(key)
      this.#makeRoom(now)
      window = { count: 0, endsAt: now + this.#windowMs }
      this.#windows.set(key, window)
    }
    if (window.count >= this.#max) throw new AppError('too-many-requests')
    window.count += 1
  }

  /** The attempt was right: it does not count. */
  giveBack(key: string): void {
    const window = this.#windows.get(key)
    if (window !== undefined && window.count > 0) window.count -= 1
  }

  #makeRoom(now: number): void {
    if (this.#windows.size < maxKeys) return
    for (const [key, window] of this.#windows) if (window.endsAt <= now) this.#windows.delete(key)
    const oldest = this.#windows.keys().next()
    if (this.#windows.size >= maxKeys && oldest.done !== true) this.#windows.delete(oldest.value)
  }
}
