import { Redirect } from 'wouter'
import { useMe } from '../http/me.ts'

/** The start page: the plan of somebody with one child, else the list of children. */
export function TodayRedirect() {
  const { data: me } = useMe()
  if (me === undefined) return null
  const only = me.memberships.length === 1 && me.practices.length === 0 ? me.memberships[0] : undefined
  return <Redirect to={only === undefined ? '/children' : `/c/${only.planId}/plan`} replace />
}
