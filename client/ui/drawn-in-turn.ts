import { startTransition, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { afterTyping } from './idle.ts'

/** So many are there with the page; the rest comes one after the other, while nothing else happens. */
const first = 3
/**
 * How many of these, from the first on, are drawn by now: all, unless they come in turn. Also then all of them at once for paper,
 * and where the address names a later one.
 */
export function useDrawnInTurn(ids: readonly string[], inTurn: boolean): number {
  const [drawn, setDrawn] = useState(inTurn ? first : Infinity)
  const isDone = drawn >= ids.length
  useEffect(() => {
    if (isDone) return undefined
    const all = () => setDrawn(Infinity)
    const isNamed = () => ids.some((id) => location.hash.endsWith(id)) && all()
    const forPaper = () => flushSync(all)
    isNamed()
    addEventListener('hashchange', isNamed)
    addEventListener('beforeprint', forPaper)
    return () => {
      removeEventListener('hashchange', isNamed)
      removeEventListener('beforeprint', forPaper)
    }
  }, [isDone, ids])
  useEffect(() => {
    if (isDone) return undefined
    return afterTyping(() => startTransition(() => setDrawn(drawn + 1)))
  }, [isDone, drawn])
  // Once all were drawn, what is added is drawn with the list.
  if (isDone && ids.length > 0 && drawn < Infinity) setDrawn(Infinity)
  return drawn
}
