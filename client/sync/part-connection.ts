/** One part on this device: its document, its connection to the server, and the truth about what is saved. */
import type * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { isErrorCode, type ErrorCode } from '#shared/errors.ts'
import { frameTypes, isStep2Frame, isWriteFrame, readRefused, readSaved } from '#shared/protocol/frames.ts'
import type { PartStore } from './device-store/part-store.ts'
import { PartCopy } from './part-copy.ts'
import type { PlanSocket } from './plan-socket.ts'
import { SaveTracker } from './save-tracker.ts'
import { WaitingNews } from './waiting-news.ts'

/** What the server last said about why it cannot store, and whether trying again can help. */
export type Obstacle = { code: ErrorCode; isFinal: boolean }

export class PartConnection {
  readonly partId: string
  readonly canWrite: boolean
  readonly doc = new Y.Doc()
  readonly awareness: Awareness
  /** What this device keeps of it. */
  readonly copy = new PartCopy(this.doc, () => this.#changed())
  readonly #provider: WebsocketProvider
  readonly #tracker = new SaveTracker()
  readonly #news = new WaitingNews(this.doc, () => this.#provider)
  readonly #listeners = new Set<() => void>()
  #hasSynced = false
  #obstacle: Obstacle | null = null
  #isClosed = false
  #hasTried = false

  /** Opens a part on its plan's socket. With a copy on this device it shows that first, and connects then. */
  constructor(socket: PlanSocket, partId: string, canWrite: boolean, copy: Promise<PartStore | null> | null = null) {
    this.partId = partId
    this.canWrite = canWrite
    const tracker = this.#tracker
    // Before the provider's own listener, so that a change is counted, and on its way to this device's disk, when its
    // frame is sent.
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (this.copy.isSourceOf(origin)) return
      const isMine = origin !== this.#provider
      this.copy.append(update, isMine)
      if (!isMine) return
      tracker.changed()
      this.#changed()
    })
    this.#provider = new WebsocketProvider(socket.url, partId, this.doc, {
      WebSocketPolyfill: socket.channelsOf(partId, {
        starting: () => tracker.connectionStarted(),
        sending: (bytes) => {
          if (isWriteFrame(bytes)) tracker.frameSent(isStep2Frame(bytes))
          this.#changed()
        },
      }),
      // Tabs that talked to each other would go around the server's checks.
      disableBc: true,
      connect: false,
    })
    this.awareness = this.#provider.awareness
    const readSync = this.#provider.messageHandlers[frameTypes.sync]
    this.#provider.messageHandlers[frameTypes.sync] = (encoder, decoder, ...rest) => {
      if (this.#news.take(decoder)) this.#changed()
      else readSync?.(encoder, decoder, ...rest)
    }
    this.#provider.messageHandlers[frameTypes.saved] = (_encoder, decoder) => this.#saved(decoder)
    this.#provider.messageHandlers[frameTypes.refused] = (_encoder, decoder) => this.#refused(decoder)
    this.#provider.on('status', ({ status }) => {
      // Others remember this device's last place as ended; only a newer clock brings it back at once.
      if (status === 'connected') this.awareness.setLocalState(this.awareness.getLocalState())
      this.#changed()
    })
    this.#provider.on('sync', (isSynced) => {
      this.#hasSynced ||= isSynced
      if (isSynced) this.#acknowledgeAll()
      this.#changed()
    })
    this.#provider.on('connection-close', (event) => this.#closed(event))
    if (copy === null) this.#provider.connect()
    else void this.keep(copy).finally(() => this.#isClosed || this.#provider.connect())
    window.addEventListener('offline', this.#goOffline)
    window.addEventListener('online', this.#goOnline)
  }

  // A phone that loses its network keeps the socket open for half a minute of silence; the browser knows sooner.
  readonly #goOffline = (): void => {
    this.#hasTried = true
    this.#provider.disconnect()
  }
  readonly #goOnline = (): void => {
    if (this.#obstacle?.isFinal !== true) this.#provider.connect()
  }

  get isConnected(): boolean {
    return this.#provider.wsconnected
  }

  /** Whether the first content has arrived. */
  get hasSynced(): boolean {
    return this.#hasSynced
  }

  get waiting(): number {
    return this.#tracker.waiting
  }

  get isSaved(): boolean {
    return this.#tracker.isSaved
  }

  get obstacle(): Obstacle | null {
    return this.#obstacle
  }

  /** Since when this shows the copy of this device and nothing newer, in milliseconds; null once the server has answered. */
  get copiedAsOf(): number | null {
    return this.#hasSynced ? null : this.copy.asOf
  }

  /** Whether there is something to show: from the server, or from this device while the server does not answer. */
  get hasContent(): boolean {
    return this.#hasSynced || this.copy.asOf !== null
  }

  /** Whether a try to reach the server has failed. */
  get hasTried(): boolean {
    return this.#hasTried
  }

  /** Changes that closing the page would lose: they are on neither disk. */
  get unkept(): number {
    return this.copy.isWritten ? 0 : this.waiting
  }

  /** Whether an entity, given by its Yjs type, is on the server's disk as it was first written. */
  isOnServer(type: { readonly _item: Y.Item | null }): boolean {
    return this.waiting === 0 || this.copy.hasAcknowledged(type)
  }

  /** Says of letters in the document whether they wait on this device: the server has not confirmed them, nor sent them. */
  unsent(): (letter: { readonly client: number; readonly clock: number }) => boolean {
    const isConfirmed = this.copy.confirmed()
    const mayBeMine = (client: number) => client === this.doc.clientID || !this.#hasSynced
    return ({ client, clock }) => this.waiting > 0 && mayBeMine(client) && !isConfirmed(client, clock)
  }

  /** Whether something of others waits to be shown: see `setCalm`. */
  get hasNews(): boolean {
    return this.#news.isWaiting
  }

  /** While it is calm, what others write waits before it comes into the document. What I write is sent as ever. */
  setCalm(isCalm: boolean): void {
    this.#news.setCalm(isCalm)
    this.#changed()
  }

  /** Shows what waits, and goes on holding back what comes after it. */
  showNews(): void {
    this.#news.show()
    this.#changed()
  }

  /** Begins to keep a copy, and shows what is in it. */
  async keep(opening: Promise<PartStore | null> | null): Promise<void> {
    const brought = opening === null ? 0 : await this.copy.keep(opening, () => this.waiting)
    if (this.#isClosed) return
    this.#tracker.changed(brought)
    // Only a new connection's step 2 carries what has just come from the copy.
    if (brought > 0 && this.#provider.wsconnected) {
      this.#provider.disconnect()
      this.#provider.connect()
    }
    this.#acknowledgeAll()
    this.#changed()
  }

  /** Calls back whenever anything above may have changed. Returns the way to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tries again after the person has signed in anew. */
  retry(): void {
    this.#obstacle = null
    this.#provider.connect()
  }

  close(): void {
    this.#isClosed = true
    window.removeEventListener('offline', this.#goOffline)
    window.removeEventListener('online', this.#goOnline)
    this.#provider.destroy()
    this.doc.destroy()
    this.#listeners.clear()
  }

  #changed(): void {
    for (const listener of this.#listeners) listener()
  }

  #saved(decoder: decoding.Decoder): void {
    this.#tracker.saved(readSaved(decoder))
    if (this.#tracker.isSaved && this.#obstacle?.isFinal !== true) this.#obstacle = null
    this.#acknowledgeAll()
    this.#changed()
  }

  #acknowledgeAll(): void {
    if (this.#hasSynced && this.#tracker.isSaved) this.copy.acknowledge()
  }

  #refused(decoder: decoding.Decoder): void {
    const { code } = readRefused(decoder)
    this.#obstacle = { code: isErrorCode(code) ? code : 'bad-update', isFinal: true }
    this.#changed()
  }

  #closed(event: CloseEvent | null): void {
    this.#hasTried = true
    this.#news.forget()
    if (event !== null && event.code >= 4400 && event.code < 4600 && isErrorCode(event.reason)) {
      const isFinal = event.code < 4500
      // What ends it for good counts more than what was in the way before. A restart is ordinary: the words wait on the device
      // and the connection comes back by itself.
      const isNews = this.#obstacle === null || (isFinal && !this.#obstacle.isFinal)
      if (isNews && (isFinal || event.reason !== 'restarting')) this.#obstacle = { code: event.reason, isFinal }
    }
    this.#changed()
  }
}
