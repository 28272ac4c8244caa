/** What a person reads, and what is sent again, when the answer to a change does not come. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { errorWords } from '../../client/http/error-words.ts'
import { request, RequestError } from '../../client/http/request.ts'
import { useOnce } from '../../client/http/use-once.ts'

vi.mock('react', () => ({ useRef: (current: unknown) => ({ current }) }))

const network = { answer: (): Promise<Response> => Promise.reject(new TypeError('lost')), isOnLine: true }
beforeEach(() => {
  vi.stubGlobal('fetch', () => network.answer())
  vi.stubGlobal('navigator', { get onLine() { return network.isOnLine } })
})
afterEach(() => {
  vi.unstubAllGlobals()
  network.answer = () => Promise.reject(new TypeError('lost'))
  network.isOnLine = true
})

const wordsOf = async (...args: Parameters<typeof request>): Promise<string> =>
  request(...args).then(() => 'no error', (error: unknown) => errorWords(error).words)

describe('the words', () => {
  test('a change whose answer was lost may have been done; what only asks has changed nothing', async () => {
    expect(await wordsOf('POST', '/api/plans', {})).toMatch(/may have been done, or not.*look before you try again/)
    expect(await wordsOf('DELETE', '/api/plans/1/members/2')).toMatch(/may have been done, or not/)
    for (const [method, path] of [['GET', '/api/plans'], ['POST', '/api/plans/1/versions/2/restore?preview=true']] as const) {
      expect(await wordsOf(method, path)).toMatch(/could not be reached\. Nothing was changed/)
    }
  })

  test('without a network nothing was sent', async () => {
    network.isOnLine = false
    expect(await wordsOf('POST', '/api/plans', {})).toMatch(/could not be reached\. Nothing was changed/)
  })

  test('a proxy that has lost the server does not know either', async () => {
    for (const status of [502, 504]) {
      network.answer = () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status }))
      expect(await wordsOf('POST', '/api/plans', {})).toMatch(/may have been done, or not/)
    }
    network.answer = () => Promise.resolve(Response.json({ code: 'not-allowed' }, { status: 403 }))
    expect(await wordsOf('POST', '/api/plans', {})).toMatch(/role does not allow this/)
  })
})

describe('the id of a request', () => {
  test('it stays the same while answers are lost, and the next request after an answer has another one', async () => {
    const once = useOnce()
    const ids: string[] = []
    const send = (outcome: RequestError | null) =>
      once((requestId) => {
        ids.push(requestId)
        return outcome === null ? Promise.resolve() : Promise.reject(outcome)
      }).catch(() => undefined)
    await send(new RequestError('unreachable', { mayHaveArrived: true }))
    await send(new RequestError('unreachable'))
    await send(null)
    await send(new RequestError('not-allowed'))
    await send(null)
    expect(new Set(ids.slice(0, 3)).size).toBe(1)
    expect(new Set(ids.slice(2)).size).toBe(3)
  })
})
