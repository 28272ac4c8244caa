/** Who is here and where. Identity and colour come from the server; a device only says which field it is in. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { Role } from '#shared/access.ts'
import { presenceColors, type PresenceColor, type PresenceState } from '#shared/protocol/presence.ts'
import { usePlanSession, type PartHandle, type PlanSession } from './plan-session.tsx'

export type Person = {
  memberId: string
  name: string
  role: Role
  color: PresenceColor
  /** The field they are in, such as `goals/<id>/title`. */
  where: string | null
  isMe: boolean
}

/** Everybody who has the plan open, one row a person, without this very device. */
export function usePresence(): Person[] {
  const session = usePlanSession()
  return useAwareness(session, () => peopleIn(session))
}

/** The others whose place starts with `prefix`: `goals/<id>` finds everybody in that goal. */
export function usePeopleAt(prefix: string): Person[] {
  const session = usePlanSession()
  return useAwareness(session, () => peopleIn(session).filter((person) => !person.isMe && person.where?.startsWith(prefix)))
}

/** Says where in a part this person is, to those who are in the same part: nobody else learns of an entry they cannot read. */
export function useHereSetter(part: PartHandle | null): (where: string | null) => void {
  const awareness = part?.awareness
  return useCallback((where) => awareness?.setLocalStateField('where', where), [awareness])
}

function peopleIn({ connections, memberId }: PlanSession): Person[] {
  const people = new Map<string, Person>()
  for (const { awareness } of connections) {
    for (const [clientId, state] of awareness.getStates()) {
      const { user, where } = state as Partial<PresenceState>
      if (clientId === awareness.clientID || user === undefined) continue
      const known = people.get(user.memberId)
      people.set(user.memberId, {
        memberId: user.memberId,
        name: user.name,
        role: user.role,
        // Each part has colours of its own: those of the plan count, which comes first.
        color: known?.color ?? (presenceColors.includes(user.tint) ? user.tint : presenceColors[0]),
        where: known?.where ?? where ?? null,
        isMe: user.memberId === memberId,
      })
    }
  }
  return [...people.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}

function useAwareness(session: PlanSession, read: () => Person[]): Person[] {
  const last = useRef<{ key: string; people: Person[] }>({ key: '[]', people: [] })
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const { awareness } of session.connections) awareness.on('change', listener)
      return () => {
        for (const { awareness } of session.connections) awareness.off('change', listener)
      }
    },
    [session],
  )
  return useSyncExternalStore(subscribe, () => {
    const people = read()
    const key = JSON.stringify(people)
    if (key !== last.current.key) last.current = { key, people }
    return last.current.people
  })
}
