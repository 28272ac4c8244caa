/** Every open socket of this server: how many one account may have, and whether the other end is still there. */
import type { ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CallOff, Clock } from './clock.ts'
import type { LiveSocket } from './live-socket.ts'

/** Often enough that a stock client, which gives up after 30 s of silence, never does. */
const beatMs = 15_000

export class Sockets {
  readonly #sockets = new Set<LiveSocket>()
  readonly #perAccount = new Map<string, number>()
  readonly #stopBeating: CallOff
  #isClosing = false

  constructor(clock: Clock) {
    this.#stopBeating = clock.every(beatMs, () => {
      for (const socket of this.#sockets) socket.beat()
    })
  }

  get all(): Iterable<LiveSocket> {
    return this.#sockets
  }

  /** Takes a new socket. One too many of its account, or one that comes while the server stops, is closed with the reason. */
  add(socket: LiveSocket): boolean {
    const { accountId } = socket.owner
    const open = this.#perAccount.get(accountId) ?? 0
    const refusal: ErrorCode | null = this.#isClosing ? 'restarting' : open >= limits.socketsPerAccount ? 'too-many-requests' : null
    if (refusal !== null) {
      socket.close(refusal)
      return false
    }
    this.#sockets.add(socket)
    this.#perAccount.set(accountId, open + 1)
    return true
  }

  /** The socket has ended. */
  remove(socket: LiveSocket): void {
    if (!this.#sockets.delete(socket)) return
    const { accountId } = socket.owner
    const left = (this.#perAccount.get(accountId) ?? 1) - 1
    if (left === 0) this.#perAccount.delete(accountId)
    else this.#perAccount.set(accountId, left)
  }

  /** Ends the sockets that `isMeant` picks. */
  closeWhere(isMeant: (socket: LiveSocket) => boolean, code: ErrorCode): void {
    for (const socket of this.#sockets) if (isMeant(socket)) socket.close(code)
  }

  /** From now on nobody gets in. */
  refuseAll(): void {
    this.#isClosing = true
    this.#stopBeating()
  }
}
