/**
 * A frame of one part on its way out, made once however many people get it: bare on a part's own socket, behind the
 * part's name on a plan's socket.
 */
import { namedFrame } from '#shared/protocol/plan-frames.ts'

export class PartFrame {
  readonly bare: Uint8Array
  readonly #partId: string
  #named: Uint8Array | null = null

  constructor(partId: string, bare: Uint8Array) {
    this.#partId = partId
    this.bare = bare
  }

  /** As it travels on a plan's socket. */
  get named(): Uint8Array {
    this.#named ??= namedFrame(this.#partId, this.bare)
    return this.#named
  }
}
