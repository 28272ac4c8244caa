import type { ReactNode } from 'react'
import { Redirect } from 'wouter'
import type { Me } from '#shared/accounts/api.ts'
import { useMe } from '../http/me.ts'

type TodayProps = { ofChildren: ReactNode; children: (planId: string) => ReactNode }

/** The start page: the day of one's only child, the choice of one, or for clinicians and the practice the list of children. */
export function Today({ ofChildren, children }: TodayProps) {
  const { data: me } = useMe()
  if (me === undefined) return null
  if (me.practices.length > 0 || me.memberships.length === 0) return <Redirect to="/children" replace />
  const only = onlyPlanOf(me)
  return only === undefined ? ofChildren : children(only)
}

const onlyPlanOf = ({ memberships }: Me): string | undefined => (memberships.length === 1 ? memberships[0]?.planId : undefined)
