import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { followSeen } from '../http/follow-seen.ts'
import { usePlanSession } from '../sync/plan-session.tsx'

/** Keeps "seen by" true on every page of the open plan. */
export function SeenFollower(): null {
  const queries = useQueryClient()
  const { planId, connections } = usePlanSession()
  useEffect(() => followSeen(queries, planId, connections), [queries, planId, connections])
  return null
}
