import { useRef } from 'react'
import { hasCode } from './error-words.ts'

/**
 * Does what makes something, under an id that stays the same until there is an answer: trying again after a lost one does not
 * make it twice.
 */
export function useOnce(): <Answer>(act: (requestId: string) => Promise<Answer>) => Promise<Answer> {
  const lostId = useRef<string | null>(null)
  return async (act) => {
    const requestId = lostId.current ?? crypto.randomUUID()
    lostId.current = null
    try {
      return await act(requestId)
    } catch (error) {
      if (hasCode(error, 'unreachable')) lostId.current = requestId
      throw error
    }
  }
}
