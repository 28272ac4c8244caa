import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { journalPart } from '#shared/journal/journal-part.ts'
import type { EntityContent } from '#shared/plan/api.ts'
import { planPart } from '#shared/plan/plan-part.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { progressOf, type Progress } from '#shared/progress/progress.ts'
import { usePlanContent } from '../http/plans.ts'
import { usePlanSession, type PlanSession } from '../sync/plan-session.tsx'
import { afterTyping } from '../ui/idle.ts'

/** It is worked out again at most this often, and not while the person types: nobody's key waits for a chart. */
const restMs = 1500

/** How it is going by the copies on this screen, kept up with. */
export function useLiveProgress({ doc: planDoc }: { doc: Y.Doc }): Progress {
  const { connections } = usePlanSession()
  const [progress, setProgress] = useState(() => read(planDoc, connections))
  useEffect(() => watch(planDoc, connections, setProgress), [planDoc, connections])
  return progress
}

/** Tells of the progress after changes. Returns the way to stop. */
function watch(planDoc: Y.Doc, connections: PlanSession['connections'], tell: (progress: Progress) => void): () => void {
  let stop: (() => void) | null = null
  const wait = () => {
    if (stop !== null) return
    const timer = setTimeout(() => {
      stop = afterTyping(() => {
        stop = null
        tell(read(planDoc, connections))
      })
    }, restMs)
    stop = () => clearTimeout(timer)
  }
  for (const { doc } of connections) doc.on('update', wait)
  // For what came after the first reading and before this.
  wait()
  return () => {
    for (const { doc } of connections) doc.off('update', wait)
    stop?.()
  }
}

/** The same for somebody who gets a page made by the server. */
export function useReadProgress(planId: string): Progress | null {
  const { data } = usePlanContent(planId)
  return data === undefined ? null : progressOf({ goals: data.goals as EntityContent[], strategies: data.strategies as EntityContent[], entries: data.entries })
}

function read(plan: Y.Doc, connections: PlanSession['connections']): Progress {
  const { goals, strategies } = partToJson(plan, planPart) as { goals: EntityContent[]; strategies: EntityContent[] }
  const journals = connections.filter(({ partId }) => partId.startsWith('journal.'))
  const entries = journals.flatMap(({ doc }) => (partToJson(doc, journalPart) as { entries: EntityContent[] }).entries)
  return progressOf({ goals, strategies, entries })
}
