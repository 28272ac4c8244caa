import { errorTable } from '#shared/errors.ts'
import { RequestError } from './request.ts'

/** What a person reads about a failed request, and the code to tell a helper. */
export function errorWords(error: unknown): { words: string; code: string } {
  const code = error instanceof RequestError ? error.code : 'internal'
  if (code === 'unreachable') {
    return { words: 'The server could not be reached. Nothing was changed. Check the network, then try again.', code }
  }
  return { words: errorTable[code].title, code }
}

/** Whether a request failed with this code. */
export const hasCode = (error: unknown, code: RequestError['code']): boolean =>
  error instanceof RequestError && error.code === code
