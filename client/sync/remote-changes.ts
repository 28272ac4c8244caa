/** What others change while the plan is open: who, and where, once they have paused. For words, not for drawing. */
import { useEffect, useRef } from 'react'
import type * as Y from 'yjs'
import type { PresenceState } from '#shared/protocol/presence.ts'
import type { PartConnection } from './part-connection.ts'
import { usePlanSession } from './plan-session.tsx'

export type RemoteChange = {
  /** Those who did it, as far as they are still here. */
  names: readonly string[]
  /** Such as `goals/<id>/title`. */
  place: string
  /** I am in the same goal, strategy or note. */
  isNear: boolean
}

/** So long nobody has changed anything there. */
const quietMs = 2000

/** The goal, strategy or note of a place. */
const blockOf = (place: string): string => place.split('/').slice(0, 2).join('/')

/** Calls `tell` for each goal, strategy or note that others have changed, when they pause. */
export function useRemoteChanges(tell: (change: RemoteChange) => void): void {
  const { connections } = usePlanSession()
  const latest = useRef(tell)
  useEffect(() => {
    latest.current = tell
  })
  useEffect(() => {
    const stops = connections.map((connection) => listenTo(connection, (change) => latest.current(change)))
    return () => stops.forEach((stop) => stop())
  }, [connections])
}

function listenTo(connection: PartConnection, tell: (change: RemoteChange) => void): () => void {
  const { doc, awareness } = connection
  const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; names: Set<string> }>()
  const listen = (transaction: Y.Transaction) => {
    // What comes first is the plan as it was, and no news.
    if (transaction.local || !connection.hasSynced) return
    for (const place of placesOf(transaction)) {
      const block = blockOf(place)
      const names = waiting.get(block)?.names ?? new Set()
      for (const name of writersOf(transaction, connection, block)) names.add(name)
      clearTimeout(waiting.get(block)?.timer)
      const timer = setTimeout(() => {
        waiting.delete(block)
        const where = (awareness.getLocalState() as Partial<PresenceState> | null)?.where
        tell({ names: [...names], place, isNear: typeof where === 'string' && blockOf(where) === block })
      }, quietMs)
      waiting.set(block, { timer, names })
    }
  }
  doc.on('afterTransaction', listen)
  return () => {
    doc.off('afterTransaction', listen)
    for (const { timer } of waiting.values()) clearTimeout(timer)
  }
}

/** Those whose letters came with it; where letters only went, those who are in that block. */
function writersOf({ beforeState, afterState }: Y.Transaction, { awareness }: PartConnection, block: string): string[] {
  const others = [...awareness.getStates()].filter(([id]) => id !== awareness.clientID) as [number, Partial<PresenceState>][]
  const wrote = others.filter(([id]) => (afterState.get(id) ?? 0) > (beforeState.get(id) ?? 0))
  const there = others.filter(([, { where }]) => typeof where === 'string' && blockOf(where) === block)
  return (wrote.length > 0 ? wrote : there).flatMap(([, { user }]) => (user === undefined ? [] : [user.name]))
}

function placesOf({ changed, doc }: Y.Transaction): string[] {
  const roots = new Map<unknown, string>([...doc.share].map(([name, type]) => [type, name]))
  return [...changed].flatMap(([type, keys]) => {
    const path: string[] = []
    let at: Y.AbstractType<unknown> = type as Y.AbstractType<unknown>
    while (at._item !== null) {
      if (at._item.parentSub !== null) path.unshift(at._item.parentSub)
      at = at._item.parent as Y.AbstractType<unknown>
    }
    const whole = [roots.get(at) ?? '', ...path]
    // In the list itself: a goal that was added.
    return whole.length === 1 ? [...keys].flatMap((key) => (key === null ? [] : [`${whole[0]}/${key}`])) : [whole.join('/')]
  })
}
