import { useEffect, useRef } from 'react'
import type { Person } from '../sync/presence.ts'
import { announce } from '../ui/status-region.tsx'

const settleMs = 3000
const quietMs = 10_000

/** How long it is still waited before it is said who came, in ms; `lastSaid` is when it was said last, null if never. */
export const waitBeforeSaying = (now: number, lastSaid: number | null): number =>
  Math.max(settleMs, lastSaid === null ? 0 : lastSaid + quietMs - now)

/** Says who came: after 3 s, together, at most once in 10 s. That somebody left is not said. */
export function useArrivals(people: readonly Person[]): void {
  const told = useRef(new Set<string>())
  const lastSaid = useRef<number | null>(null)
  const here = people.map((person) => `${person.memberId} ${person.name}`).join('\n')
  useEffect(() => {
    const timer = setTimeout(() => {
      const rows = here === '' ? [] : here.split('\n').map((row) => ({ id: row.slice(0, 36), name: row.slice(37) }))
      const fresh = rows.filter((row) => !told.current.has(row.id))
      told.current = new Set(rows.map((row) => row.id))
      if (fresh.length === 0) return
      lastSaid.current = performance.now()
      announce(`${listWords(fresh.map((row) => row.name))} ${fresh.length === 1 ? 'is' : 'are'} here`)
    }, waitBeforeSaying(performance.now(), lastSaid.current))
    return () => clearTimeout(timer)
  }, [here])
}

/** "Dana", "Dana and Sam", "Dana, Sam and Ana". */
const listWords = (names: readonly string[]): string => [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((words) => words !== '').join(' and ')
