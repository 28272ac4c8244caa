/** What a connection tells of why it cannot save, with a server that says no more than that. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { channelTypes, closedFrame, openFrame, readPlanFrame } from '#shared/protocol/plan-frames.ts'

let reasons: [code: number, reason: string][]

/** A server that answers each opening with the next reason to close it. */
class ClosingSocket extends EventTarget {
  static readonly OPEN = 1
  static readonly CONNECTING = 0
  readyState = 0
  binaryType = 'arraybuffer'

  constructor() {
    super()
    queueMicrotask(() => {
      this.readyState = 1
      this.dispatchEvent(new Event('open'))
    })
  }

  send(bytes: Uint8Array): void {
    const { partId, body } = readPlanFrame(bytes)
    if (body[0] !== channelTypes.open) return
    const [code, reason] = reasons.shift() ?? [4500, 'internal']
    for (const data of [openFrame(partId), closedFrame(partId, code, reason)]) {
      queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })))
    }
  }

  close(): void {
    this.readyState = 3
  }
}

beforeEach(() => {
  vi.stubGlobal('window', Object.assign(new EventTarget(), { indexedDB: undefined }))
  vi.stubGlobal('localStorage', { getItem: () => null })
})
afterEach(() => vi.unstubAllGlobals())

async function openPart(answers: typeof reasons) {
  reasons = answers
  const { PartConnection } = await import('../../client/sync/part-connection.ts')
  const { PlanSocket } = await import('../../client/sync/plan-socket.ts')
  return new PartConnection(new PlanSocket('ws://plan.example/sync/plan-1', ClosingSocket as unknown as typeof WebSocket), 'plan', true)
}

test('[A7] what ends a part for good is told, whatever was in the way before', async () => {
  const connection = await openPart([[4500, 'storage-unavailable'], [4403, 'not-allowed']])
  await vi.waitFor(() => expect(connection.obstacle).toEqual({ code: 'storage-unavailable', isFinal: false }))
  await vi.waitFor(() => expect(connection.obstacle).toEqual({ code: 'not-allowed', isFinal: true }), { timeout: 10_000 })
  connection.close()
})
