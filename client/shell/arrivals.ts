import { useEffect, useRef } from 'react'
import type { Person } from '../sync/presence.ts'
import { announce } from '../ui/status-region.tsx'

const settleMs = 3000
const quietMs = 10_000

/** Says who came: after 3 s, together, at most once in 10 s. That somebody left is not said. */
export function useArrivals(people: readonly Person[]): void {
  const told = useRef(new Set<string>())
  const lastSaid = useRef(0)
  const here = people.map((person) => `${person.memberId} ${person.name}`).join('\n')
  useEffect(() => {
    const now = performance.now()
    const wait = Math.max(settleMs, lastSaid.current === 0 ? 0 : lastSaid.current + quietMs - now)
    const timer = setTimeout(() => {
      const rows = here === '' ? [] : here.split('\n').map((row) => ({ id: row.slice(0, 36), name: row.slice(37) }))
      const fresh = rows.filter((row) => !told.current.has(row.id))
      told.current = new Set(rows.map((row) => row.id))
      if (fresh.length === 0) return
      lastSaid.current = performance.now()
      announce(`${listWords(fresh.map((row) => row.name))} ${fresh.length === 1 ? 'is' : 'are'} here`)
    }, wait)
    return () => clearTimeout(timer)
  }, [here])
}

/** "Dana", "Dana and Sam", "Dana, Sam and Ana". */
const listWords = (names: readonly string[]): string => [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((words) => words !== '').join(' and ')
