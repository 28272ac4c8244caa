/** Where on the history page somebody is, as its address says it. */

export type HistoryPlace =
  | { readonly is: 'overview' }
  | { readonly is: 'version'; readonly versionId: string; readonly shows: 'changes' | 'plan' }
  | { readonly is: 'compare'; readonly from: string; readonly to: string }

/** Stands for the moment this member last looked; every other point goes to the server as it is. */
export const lastLook = 'last-look'

/** Reads `?from=&to=` (two points to compare) and `?at=&view=` (one version). */
export function placeOf(search: string): HistoryPlace {
  const query = new URLSearchParams(search)
  const [from, to, at] = ['from', 'to', 'at'].map((key) => query.get(key) || null)
  if (from) return { is: 'compare', from, to: to ?? 'now' }
  if (at) return { is: 'version', versionId: at, shows: query.get('view') === 'plan' ? 'plan' : 'changes' }
  return { is: 'overview' }
}

/** The address of a place. */
export function addressOf(planId: string, place: HistoryPlace): string {
  const page = `/c/${planId}/history`
  if (place.is === 'overview') return page
  const query =
    place.is === 'compare'
      ? { from: place.from, to: place.to }
      : { at: place.versionId, ...(place.shows === 'plan' && { view: 'plan' }) }
  return `${page}?${new URLSearchParams(query)}`
}
