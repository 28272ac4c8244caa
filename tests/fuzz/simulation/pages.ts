/** The two kinds of device code that a simulated device runs: the app's own, and a stock y-websocket client on one part. */
import type * as decoding from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { frameTypes, isStep2Frame, isWriteFrame, readSaved } from '#shared/protocol/frames.ts'
import type { PartStore } from '../../../client/sync/device-store/part-store.ts'
import { PartConnection } from '../../../client/sync/part-connection.ts'
import { PlanSocket } from '../../../client/sync/plan-socket.ts'
import { SaveTracker } from '../../../client/sync/save-tracker.ts'
import { planId } from './care-team.ts'
import type { DeviceCopy } from './device-copy.ts'
import { page as browserPage } from './steered-globals.ts'

/** One part that is open on a page. */
export type PagePart = {
  readonly partId: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
  /** Changes that the page says exist on this device only. */
  readonly waiting: number
  readonly isSaved: boolean
  readonly isConnected: boolean
  readonly hasSynced: boolean
  readonly hasContent: boolean
  /** Why the server has ended it for good: the page must be loaded again. */
  readonly end: { isRefusal: boolean } | null
  /** Whether a change came from the server or from the device's own copy. */
  isForeign(origin: unknown): boolean
}

export type Page = {
  readonly parts: readonly PagePart[]
  /** The network of the device comes or goes. */
  tell(event: 'online' | 'offline'): void
  close(): void
}

/** Where the simulated server is. */
const address = 'ws://simulated'

/** The app: one socket for the plan, a channel a part, a copy of each where there is one. */
export function openApp(Socket: typeof WebSocket, parts: { partId: string; canWrite: boolean; copy: DeviceCopy | null }[]): Page {
  const socket = new PlanSocket(`${address}/sync/${planId}`, Socket)
  const { made, tell } = browserPage.during(() =>
    parts.map(({ partId, canWrite, copy }) => {
      const kept = copy === null ? null : Promise.resolve(copy as unknown as PartStore)
      return new PartConnection(socket, partId, canWrite, kept)
    }),
  )
  return {
    parts: made.map((connection) => ({
      partId: connection.partId,
      doc: connection.doc,
      awareness: connection.awareness,
      get waiting() {
        return connection.waiting
      },
      get isSaved() {
        return connection.isSaved
      },
      get isConnected() {
        return connection.isConnected
      },
      get hasSynced() {
        return connection.hasSynced
      },
      get hasContent() {
        return connection.hasContent
      },
      get end() {
        const { obstacle } = connection
        if (obstacle?.isFinal !== true) return null
        return { isRefusal: obstacle.code !== 'not-allowed' && obstacle.code !== 'signed-out' }
      },
      isForeign: (origin) => origin instanceof WebsocketProvider || connection.copy.isSourceOf(origin),
    })),
    tell,
    close: () => made.forEach((connection) => connection.close()),
  }
}

/** A stock client that counts what is saved, as docs/sync.md tells it to. */
export function openStock(Socket: typeof WebSocket, partId: string): Page {
  const doc = new Y.Doc()
  const tracker = new SaveTracker()
  let end: PagePart['end'] = null
  let hasSynced = false
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (!(origin instanceof WebsocketProvider)) tracker.changed()
  })
  const CountedSocket = class extends Socket {
    constructor(url: string | URL) {
      super(url)
      tracker.connectionStarted()
    }

    override send(bytes: Uint8Array<ArrayBuffer>): void {
      if (isWriteFrame(bytes)) tracker.frameSent(isStep2Frame(bytes))
      super.send(bytes)
    }
  }
  const provider = new WebsocketProvider(`${address}/sync/${planId}`, partId, doc, {
    WebSocketPolyfill: CountedSocket, disableBc: true,
  })
  provider.messageHandlers[frameTypes.saved] = (_encoder, decoder: decoding.Decoder) => tracker.saved(readSaved(decoder))
  provider.messageHandlers[frameTypes.refused] = () => {
    end = { isRefusal: true }
  }
  provider.on('closed', () => {
    end ??= { isRefusal: false }
  })
  provider.on('sync', (isSynced: boolean) => {
    hasSynced ||= isSynced
  })
  const part: PagePart = {
    partId,
    doc,
    awareness: provider.awareness,
    get waiting() {
      return tracker.waiting
    },
    get isSaved() {
      return tracker.isSaved
    },
    get isConnected() {
      return provider.wsconnected
    },
    get hasSynced() {
      return hasSynced
    },
    get hasContent() {
      return hasSynced
    },
    get end() {
      return end
    },
    isForeign: (origin) => origin instanceof WebsocketProvider,
  }
  return {
    parts: [part],
    tell: (event) => {
      if (event === 'offline') provider.disconnect()
      else if (end === null) provider.connect()
    },
    close: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}
