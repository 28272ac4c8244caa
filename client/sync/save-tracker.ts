/**
 * Counts what is saved in one part [S3]. A change is waiting from the moment it is made until the server says that the
 * frame carrying it is on disk. Frames are numbered per connection; a new connection's sync step 2 carries everything
 * that was still waiting, so nothing is ever counted as saved because it was sent.
 */
export class SaveTracker {
  /** Local changes made so far. */
  #changes = 0
  /** Of those, how many are on the server's disk. */
  #stored = 0
  /** For each write frame of this connection: how many local changes had been made when it was sent. */
  #changesAtFrame: number[] = []
  #savedFrames = 0
  /** Whether this connection has sent its sync step 2, which carries everything that was waiting. */
  #hasSentAll = false

  /** A change was made on this device; or several, before it was opened again. */
  changed(changes = 1): void {
    this.#changes += changes
  }

  /**
   * A write frame left on the current connection. One that travels ahead of step 2 carries its own change only, so its
   * acknowledgement says nothing about the changes before it.
   */
  frameSent(isStep2: boolean): void {
    this.#hasSentAll ||= isStep2
    this.#changesAtFrame.push(this.#hasSentAll ? this.#changes : this.#stored)
  }

  /** The server has the first `n` write frames of the current connection on disk. */
  saved(n: number): void {
    const frames = Math.min(n, this.#changesAtFrame.length)
    if (frames <= this.#savedFrames) return
    this.#savedFrames = frames
    this.#stored = Math.max(this.#stored, this.#changesAtFrame[frames - 1] as number)
  }

  /** A new connection counts its frames from one. */
  connectionStarted(): void {
    this.#changesAtFrame = []
    this.#hasSentAll = false
    this.#savedFrames = 0
  }

  /** Changes that exist on this device only. */
  get waiting(): number {
    return this.#changes - this.#stored
  }

  /** Whether every frame of this connection, and every change, is on the server's disk: `sent === saved`. */
  get isSaved(): boolean {
    return this.waiting === 0 && this.#savedFrames === this.#changesAtFrame.length
  }
}
