/** A device in a test: a stock y-websocket client on one part, as anybody could take it from npm. */
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { frameTypes, readRefused, readSaved } from '#shared/protocol/frames.ts'
import { testOrigin, type TestApp } from './app.ts'

// Each stock client listens for the end of the process.
process.setMaxListeners(100)

export type Device = {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** The highest number of write frames the server has said are on disk, on the current connection. */
  readonly savedFrames: number
  readonly refusals: { n: number; code: string }[]
  /** Close codes and reasons of the connections so far. */
  readonly closes: { code: number; reason: string }[]
  /** Write frames sent on the current connection. */
  readonly sentFrames: number
  /** Resolves when the first content is there and everything sent is on the server's disk. */
  settled(): Promise<void>
  close(): void
}

/** Lets the server listen on a free port of this machine; returns the address for sockets. */
export async function listen({ app }: TestApp): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  return `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}

const [untilMs, lookMs] = [10_000, 5]

/** Waits until `check` no longer throws or returns false; for things that happen in another program. Runs outside of tests too. */
export async function until(check: () => unknown): Promise<void> {
  for (const end = performance.now() + untilMs; ; ) {
    try {
      if ((await check()) !== false) return
      // Which of many waits it was, a message alone does not say.
      if (performance.now() > end) throw new Error(`not yet: ${String(check)}`)
    } catch (error) {
      if (performance.now() > end) throw error
    }
    await setTimeout(lookMs)
  }
}

type DeviceOptions = { url: string; planId: string; partId: string; cookie: string; origin?: string; doc?: Y.Doc }

/** Opens a part on a new device. */
export function openDevice({ url, planId, partId, cookie, origin = testOrigin, doc = new Y.Doc() }: DeviceOptions): Device {
  let savedFrames = 0
  let sentFrames = 0
  const refusals: Device['refusals'] = []
  const closes: Device['closes'] = []
  class SignedInSocket extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { cookie, origin } })
      savedFrames = 0
      sentFrames = 0
    }

    override send(data: Uint8Array): void {
      if (data[0] === frameTypes.sync && data[1] !== 0) sentFrames += 1
      super.send(data)
    }
  }
  const provider = new WebsocketProvider(`${url}/sync/${planId}`, partId, doc, {
    WebSocketPolyfill: SignedInSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  })
  provider.messageHandlers[frameTypes.saved] = (_encoder, decoder) => {
    savedFrames = readSaved(decoder)
  }
  provider.messageHandlers[frameTypes.refused] = (_encoder, decoder) => {
    const { n, code } = readRefused(decoder)
    refusals.push({ n, code })
  }
  provider.on('connection-close', (event) => {
    if (event !== null) closes.push({ code: event.code, reason: event.reason })
  })
  return {
    doc,
    provider,
    refusals,
    closes,
    get savedFrames() {
      return savedFrames
    },
    get sentFrames() {
      return sentFrames
    },
    settled: () => until(() => provider.synced && savedFrames === sentFrames && sentFrames > 0),
    close: () => provider.destroy(),
  }
}
