/** Every open socket of this server: how many one account may have, what waits for them, and whether the other end is still there. */
import type { ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CallOff, Clock } from './clock.ts'
import type { LiveSocket } from './live-socket.ts'

/** Often enough that a stock client, which gives up after 30 s of silence, never does. */
const beatMs = 15_000

export class Sockets {
  readonly #sockets = new Set<LiveSocket>()
  readonly #perAccount = new Map<string, Set<LiveSocket>>()
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
    const own = this.#perAccount.get(accountId) ?? new Set()
    const refusal: ErrorCode | null = this.#isClosing ? 'restarting' : own.size >= limits.socketsPerAccount ? 'too-many-requests' : null
    if (refusal !== null) {
      socket.close(refusal)
      return false
    }
    this.#sockets.add(socket)
    this.#perAccount.set(accountId, own.add(socket))
    socket.weighWith(() => lighten(own))
    return true
  }

  /** The socket has ended. */
  remove(socket: LiveSocket): void {
    if (!this.#sockets.delete(socket)) return
    const { accountId } = socket.owner
    const own = this.#perAccount.get(accountId)
    own?.delete(socket)
    if (own?.size === 0) this.#perAccount.delete(accountId)
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

/**
 * Ends sockets of one account until what waits for them is within the limit: first those whose goodbye nobody reads, then
 * the one with the most waiting.
 */
function lighten(sockets: ReadonlySet<LiveSocket>): void {
  let waiting = 0
  for (const { bufferedBytes } of sockets) waiting += bufferedBytes
  if (waiting <= limits.accountBufferedBytes) return
  const heaviestFirst = [...sockets].toSorted((a, b) => Number(b.isClosed) - Number(a.isClosed) || b.bufferedBytes - a.bufferedBytes)
  for (const socket of heaviestFirst) {
    if (waiting <= limits.accountBufferedBytes) return
    waiting -= socket.bufferedBytes
    if (socket.isClosed) socket.drop()
    else socket.close('slow-reader')
  }
}
