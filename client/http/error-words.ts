import { errorTable } from '#shared/errors.ts'
import { RequestError } from './request.ts'

/** What a person reads about a failed request, and the code to tell a helper. */
export function errorWords(error: unknown): { words: string; code: string } {
  const { code, mayHaveArrived } = error instanceof RequestError ? error : new RequestError('internal')
  if (code === 'unreachable') {
    const words = mayHaveArrived
      ? 'No answer came from the server. This may have been done, or not. Check the network, and look before you try again.'
      : 'The server could not be reached. Nothing was changed. Check the network, then try again.'
    return { words, code }
  }
  return { words: errorTable[code].title, code }
}

/** Whether a request failed with this code. */
export const hasCode = (error: unknown, code: RequestError['code']): boolean =>
  error instanceof RequestError && error.code === code
