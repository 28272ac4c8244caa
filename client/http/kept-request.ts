/** Requests whose last answer a person's own device keeps, so that the app opens without a network. */
import { errorTable } from '#shared/errors.ts'
import { keepAnswer, keptAnswer } from '../sync/device-store/kept-answers.ts'
import { lockIfOwn } from '../sync/device-store/vault.ts'
import { request, RequestError } from './request.ts'

/** A network that takes longer than this counts as none while there is a kept answer. */
const patienceMs = 4000
const tryAgainMs = 10_000
/** What is on its way is taken as it comes. */
const soonMs = 1

/** The addresses whose answer, as the pages have it, came from this device. */
const answeredHere = new Set<string>()

/** The addresses that were asked for since the app was opened, with what is on its way where a kept answer was given meanwhile. */
const opened = new Map<string, Promise<unknown> | null>()

/**
 * Asks the server; where it cannot be reached, the answer it gave last. With `opensAtOnce` the first answer is what is at hand, and
 * what the server says, asked for at the same time, is the next one: not for rights, as nothing may be asked for by old ones. Throws
 * RequestError where there is neither.
 */
export async function keptRequest<Answer>(path: string, { opensAtOnce = false } = {}): Promise<Answer> {
  const isFirst = opensAtOnce && !opened.has(path)
  const asked = (opened.get(path) ?? askServer<Answer>(path)) as Promise<Answer>
  opened.set(path, null)
  if (isFirst) {
    const none = asked.then(() => undefined, () => undefined)
    const atHand = await Promise.race([keptAnswer(path).catch(() => undefined), none])
    if (atHand !== undefined) {
      opened.set(path, asked)
      answeredHere.add(path)
      return atHand as Answer
    }
  }
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patienceMs))
  const first = await Promise.race([asked.then((answer) => ({ answer }), (error: unknown) => ({ error })), late])
  if (first !== null && 'answer' in first) return fromServer(path, first.answer)
  if (first !== null && !isOutOfReach(first.error)) throw first.error
  const kept = await keptAnswer(path).catch(() => undefined)
  if (kept === undefined) return fromServer(path, await asked)
  answeredHere.add(path)
  return kept as Answer
}

/** How long to wait before asking again, in milliseconds: only where the answer came from this device. */
export const askAgainIn = (path: string) => (): number | false => {
  if (!answeredHere.has(path)) return false
  return opened.get(path) ? soonMs : tryAgainMs
}

/** Whether the answer that the pages have came from this device. */
export const isFromDevice = (path: string): boolean => answeredHere.has(path)

/** Only what a page is given counts: an answer that came too late for it is asked for again. */
function fromServer<Answer>(path: string, answer: Answer): Answer {
  answeredHere.delete(path)
  return answer
}

async function askServer<Answer>(path: string): Promise<Answer> {
  try {
    const answer = await request<Answer>('GET', path)
    void keepAnswer(path, answer).catch(() => undefined)
    return answer
  } catch (error) {
    if (error instanceof RequestError && error.code === 'signed-out') await lockIfOwn()
    throw error
  }
}

const isOutOfReach = (error: unknown): boolean =>
  error instanceof RequestError && (error.code === 'unreachable' || errorTable[error.code].retry)
