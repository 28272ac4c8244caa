/** Words of a visit on their way: in order, one request at a time, none dropped. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RequestError } from '#client/http/request.ts'
import { LatestWords } from '#client/visit/latest-words.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that answers when the test says so. */
function setUp() {
  const sent: string[] = []
  const answers: ((error?: Error) => Promise<void>)[] = []
  const words = new LatestWords<string>((body) => {
    sent.push(body)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    answers.push(async (error) => {
      if (error === undefined) resolve()
      else reject(error)
      await vi.advanceTimersByTimeAsync(0)
    })
    return promise
  })
  return { words, sent, answer: (error?: Error) => answers.shift()?.(error) ?? Promise.reject(new Error('nothing was sent')) }
}

const unreachable = new RequestError('unreachable')

test('typing is one request, a while after the last key', async () => {
  const { words, sent, answer } = setUp()
  for (const body of ['a', 'ab', 'abc']) {
    words.put(body, 400)
    await vi.advanceTimersByTimeAsync(200)
  }
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(sent).toEqual(['abc'])
  expect(words.state.pending).toBe('abc')
  await answer()
  expect(words.state).toEqual({ pending: null, error: null })
})

test('one request at a time: what is said meanwhile waits for the answer, and then only the latest goes', async () => {
  const { words, sent, answer } = setUp()
  words.put('typed')
  words.put('typed more', 400)
  words.put('I am ready')
  await vi.advanceTimersByTimeAsync(1000)
  expect(sent).toEqual(['typed'])
  await answer()
  expect(sent).toEqual(['typed', 'I am ready'])
  await answer()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sent).toEqual(['typed', 'I am ready'])
})

test('a card that goes away sends its last letters at once', () => {
  const { words, sent } = setUp()
  words.put('the last letters', 500)
  words.flush()
  expect(sent).toEqual(['the last letters'])
  words.flush()
  expect(sent).toEqual(['the last letters'])
})

test('it tries again for as long as the server cannot be reached, with the latest words, and says so', async () => {
  const { words, sent, answer } = setUp()
  words.put('first')
  await answer(unreachable)
  expect(words.state).toEqual({ pending: 'first', error: unreachable })
  await vi.advanceTimersByTimeAsync(3000)
  words.put('second', 400)
  await answer(unreachable)
  expect(sent).toEqual(['first', 'first'])
  await vi.advanceTimersByTimeAsync(3000)
  expect(sent).toEqual(['first', 'first', 'second'])
  await answer()
  expect(words.state).toEqual({ pending: null, error: null })
})

test('what the server refuses is not sent again', async () => {
  const { words, sent, answer } = setUp()
  const refused = new RequestError('visit-moved-on')
  words.put('too late')
  await answer(refused)
  expect(words.state).toEqual({ pending: null, error: refused })
  words.flush()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(sent).toEqual(['too late'])
})
