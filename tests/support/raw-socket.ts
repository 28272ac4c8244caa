/**
 * A socket made by hand, on a plan or on one part: it says exactly what a test wants said, may stop reading, and keeps
 * what it hears. Run as a worker, this file is a device that sends as fast as it can.
 */
import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import * as decoding from 'lib0/decoding'
import { WebSocket, type ClientOptions } from 'ws'
import * as Y from 'yjs'
import { frameTypes, readRefused, readSaved, syncTypes } from '#shared/protocol/frames.ts'
import { channelTypes, leaveFrame, namedFrame, openFrame, readClosed, readPlanFrame } from '#shared/protocol/plan-frames.ts'

export type Ending = { readonly code: number; readonly reason: string }

/** What one socket has heard of one part. */
export type Heard = {
  /** The part as the server tells it. */
  readonly doc: Y.Doc
  opened: number
  /** How often the server asked what this device has. */
  asked: number
  /** Step 2 has come since the last `opened`. */
  isSynced: boolean
  /** The last number of `saved` since the last `opened`. */
  saved: number
  readonly refusals: { n: number; code: string }[]
  readonly closes: Ending[]
  readonly presence: Uint8Array[]
  /** When each update came, by `performance.now()`. */
  readonly updatedAt: number[]
}

/** Where a socket connects to and who it says it is. */
export type RawAddress = { readonly url: string; readonly planId: string; readonly cookie: string; readonly partId?: string }

export class RawSocket {
  readonly socket: WebSocket
  ending: Ending | null = null
  #heard = new Map<string, Heard>()
  readonly #partId: string | null

  constructor({ url, planId, cookie, partId }: RawAddress, options: ClientOptions = {}) {
    const address = partId === undefined ? `${url}/sync/${planId}` : `${url}/sync/${planId}/${partId}`
    this.#partId = partId ?? null
    this.socket = new WebSocket(address, { headers: { cookie, origin: 'http://localhost:3000' }, perMessageDeflate: false, ...options })
    this.socket.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)))
    this.socket.on('close', (code, reason) => {
      this.ending = { code, reason: reason.toString() }
    })
    this.socket.on('error', () => undefined)
  }

  /** What was heard of a part. */
  of(partId: string): Heard {
    const heard = this.#heard.get(partId) ?? {
      doc: new Y.Doc(), opened: 0, asked: 0, isSynced: false, saved: 0, refusals: [], closes: [], presence: [], updatedAt: [],
    }
    this.#heard.set(partId, heard)
    return heard
  }

  /** Opens a part's channel on a plan's socket. */
  open(partId: string): void {
    this.socket.send(openFrame(partId))
  }

  /** Leaves it. */
  leave(partId: string): void {
    this.socket.send(leaveFrame(partId))
  }

  /** Sends a frame of a part. */
  send(partId: string, frame: Uint8Array): void {
    this.socket.send(this.#partId === null ? namedFrame(partId, frame) : frame)
  }

  /** Resolves when the server has worked on everything that was sent up to now. */
  async caughtUp(): Promise<void> {
    // A pong would overtake what waits in the server's inbox; the answer to an opening that fails does not.
    const probe = this.of('probe')
    const before = probe.closes.length
    this.open('probe')
    await new Promise<void>((resolve) => {
      const look = () => {
        if (probe.closes.length === before && this.ending === null) return
        this.socket.off('message', look).off('close', look)
        resolve()
      }
      this.socket.on('message', look).on('close', look)
    })
  }

  #hear(bytes: Uint8Array): void {
    const { partId, body } = this.#partId === null ? readPlanFrame(bytes) : { partId: this.#partId, body: bytes }
    const heard = this.of(partId)
    const decoder = decoding.createDecoder(body)
    const type = decoding.readVarUint(decoder)
    if (type === channelTypes.open) Object.assign(heard, { opened: heard.opened + 1, isSynced: false, saved: 0 })
    else if (type === channelTypes.close) heard.closes.push(readClosed(body))
    else if (type === frameTypes.saved) heard.saved = readSaved(decoder)
    else if (type === frameTypes.refused) heard.refusals.push(refusalOf(decoder))
    else if (type === frameTypes.awareness) heard.presence.push(decoding.readVarUint8Array(decoder))
    else if (type === frameTypes.sync) this.#hearSync(heard, decoder)
  }

  #hearSync(heard: Heard, decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder)
    if (step === syncTypes.step1) {
      heard.asked += 1
      return
    }
    Y.applyUpdate(heard.doc, decoding.readVarUint8Array(decoder))
    if (step === syncTypes.step2) heard.isSynced = true
    else heard.updatedAt.push(performance.now())
  }
}

function refusalOf(decoder: decoding.Decoder): { n: number; code: string } {
  const { n, code } = readRefused(decoder)
  return { n, code }
}

/** Opens a socket and waits until it is open. */
export async function openRaw(address: RawAddress, options: ClientOptions = {}): Promise<RawSocket> {
  const raw = new RawSocket(address, options)
  await once(raw.socket, 'open')
  return raw
}

/** Shows a figure that a test has measured. */
export const tellFigure = (words: string): void => void process.stdout.write(`${words}\n`)

/** Frees whatever nothing refers to any more, so that a test can see what is left. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

/** Frames sent over and over, in turn, after `first` was sent once. */
export type FloodOrder = { readonly address: RawAddress; readonly first: Uint8Array[]; readonly frames: Uint8Array[] }

/** Starts a device in a thread of its own that sends as fast as the server reads. Returns the way to stop it, with how many it sent. */
export async function startFlood(order: FloodOrder): Promise<{ stop: () => Promise<number> }> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { flood: order } })
  await once(worker, 'message')
  return {
    stop: async () => {
      worker.postMessage('stop')
      const [sent] = (await once(worker, 'message')) as [number]
      await worker.terminate()
      return sent
    },
  }
}

async function flood({ address, first, frames }: FloodOrder): Promise<void> {
  const { socket } = await openRaw(address)
  for (const frame of first) socket.send(frame)
  let isStopped = false
  let sent = 0
  const go = () => {
    if (isStopped || socket.readyState !== WebSocket.OPEN) return
    for (let i = 0; i < 1_000 && socket.bufferedAmount < 256 * 1024; i += 1) socket.send(frames[(sent += 1) % frames.length] as Uint8Array)
    setImmediate(go)
  }
  parentPort?.on('message', () => {
    isStopped = true
    socket.terminate()
    parentPort?.postMessage(sent)
  })
  go()
  parentPort?.postMessage('started')
}

const orders = workerData as { flood?: FloodOrder } | null
if (!isMainThread && orders?.flood !== undefined) void flood(orders.flood)
