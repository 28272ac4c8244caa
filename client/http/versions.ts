import { keepPreviousData, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { ChosenKind, NewVersion, Restored, RestoreRequest, TextAuthors, VersionContent, VersionList } from '#shared/version/api.ts'
import type { ChangeList } from '#shared/version/changes.ts'
import type { Place } from '#shared/version/place-shape.ts'
import { request } from './request.ts'
import { sinceKey } from './since.ts'
import { useOnce } from './use-once.ts'

const versionsPath = (planId: string) => `/api/plans/${planId}/versions`
const versionsKey = (planId: string) => ['plans', planId, 'versions'] as const
const changesKey = (planId: string) => ['plans', planId, 'changes'] as const

/** Others keep versions and agree to them meanwhile: a list on screen is asked for again this often. */
const askAgainMs = 60_000

/** The versions of a plan that this reader may read, newest first. `isFollowed`: what others add is asked for, again and again. */
export const useVersions = (planId: string, { isWanted, isFollowed = false }: { isWanted: boolean; isFollowed?: boolean }) =>
  useQuery({
    queryKey: versionsKey(planId),
    queryFn: () => request<VersionList>('GET', versionsPath(planId)),
    select: ({ versions }) => versions,
    enabled: isWanted,
    refetchInterval: isFollowed && askAgainMs,
  })

const versionQuery = (planId: string, versionId: string) => ({
  queryKey: [...versionsKey(planId), versionId],
  queryFn: () => request<VersionContent>('GET', `${versionsPath(planId)}/${versionId}`),
  staleTime: Infinity,
})

/** One version with its words. They never change. */
export const useVersion = (planId: string, versionId: string, isWanted = true) =>
  useQuery({ ...versionQuery(planId, versionId), enabled: isWanted, placeholderData: keepPreviousData })

/**
 * What changed between two points: version ids, ISO 8601 instants, or `now`. Between two versions that is always the same;
 * with `now` it is asked anew each time it is opened.
 */
export const useChanges = (planId: string, from: string, to: string, isWanted = true) =>
  useQuery({ ...changesQuery(planId, from, to), enabled: isWanted, placeholderData: keepPreviousData })

const changesQuery = (planId: string, from: string, to: string) => ({
  queryKey: [...changesKey(planId), from, to],
  queryFn: () => request<ChangeList>('GET', `/api/plans/${planId}/changes?${new URLSearchParams({ from, to })}`),
  staleTime: to === 'now' ? 0 : Infinity,
  refetchOnWindowFocus: false,
})

/** Asks what changed between two points, once and now. */
export function useAskChanges(planId: string): (from: string, to: string) => Promise<ChangeList> {
  const queries = useQueryClient()
  return (from, to) => queries.fetchQuery({ ...changesQuery(planId, from, to), staleTime: 0 })
}

/** Asks who wrote the text that stands at a place, as the server has it now. */
export const askAuthors = (planId: string, place: Place): Promise<TextAuthors> =>
  request<TextAuthors>('GET', `/api/plans/${planId}/authors?${new URLSearchParams(place)}`)

const cut = (planId: string, version: NewVersion) => request<{ id: string }>('POST', versionsPath(planId), version)

/** Keeps the plan as it is now. Gives back the id of the version. */
export function useKeepVersion(planId: string) {
  const queries = useQueryClient()
  const once = useOnce()
  return useMutation({
    mutationFn: (version: NewVersion) => once((requestId) => cut(planId, { ...version, requestId })),
    onSuccess: () => queries.invalidateQueries({ queryKey: versionsKey(planId), exact: true }),
  })
}

/** What is put back from a version: these goals and strategies, one field of them, or everything. */
export type RestoreChoice = Pick<RestoreRequest, 'goalIds' | 'strategyIds' | 'field'>

const restorePath = (planId: string, versionId: string) => `${versionsPath(planId)}/${versionId}/restore`

/** What bringing this back would change, and what would stay. Nothing is changed by asking. */
export const useRestorePreview = (planId: string, versionId: string, choice: RestoreChoice) =>
  useQuery({
    queryKey: [...versionsKey(planId), versionId, 'restore', choice],
    queryFn: () => request<Restored>('POST', `${restorePath(planId, versionId)}?preview=true`, choice),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })

/** Brings something back as it was in a version. The answer names the version that undoes it. */
export function useRestore(planId: string) {
  const queries = useQueryClient()
  const once = useOnce()
  return useMutation({
    mutationFn: ({ versionId, ...body }: RestoreRequest & { versionId: string }) =>
      once((requestId) => request<Restored>('POST', restorePath(planId, versionId), { ...body, requestId })),
    onSuccess: () => askHistoryAnew(queries, planId),
  })
}

/** Agrees to the words of one version, with what of it this member does not agree with. */
export function useAgree(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ versionId, dissent }: { versionId: string; dissent: string }) => sign(planId, versionId, dissent),
    onSuccess: () => queries.invalidateQueries({ queryKey: versionsKey(planId), exact: true }),
  })
}

const sign = (planId: string, versionId: string, dissent: string) =>
  request<{ hash: string }>('POST', `${versionsPath(planId)}/${versionId}/agree`, dissent.trim() === '' ? {} : { dissent: dissent.trim() })

/** The plan is not, or no longer, what the person read: nothing was signed. */
export class WordsMoved extends Error {
  override name = 'WordsMoved'
}

/**
 * Agrees to the plan as it is now: keeps it, and signs only when what was kept are the words with this hash, which the
 * person has before them. Throws WordsMoved where they are not.
 */
export function useAgreeToNow(planId: string) {
  const queries = useQueryClient()
  const once = useOnce()
  return useMutation({
    mutationFn: ({ hash, label, dissent }: { hash: string; label: string; dissent: string }) =>
      once(async (requestId) => {
        const kind: ChosenKind = 'agreed'
        const { id } = await cut(planId, { label, kind, requestId })
        const kept = await queries.fetchQuery(versionQuery(planId, id))
        if (kept.hash !== hash) throw new WordsMoved()
        await sign(planId, id, dissent)
        return id
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: versionsKey(planId), exact: true }),
  })
}

const askHistoryAnew = (queries: QueryClient, planId: string) =>
  Promise.all([
    queries.invalidateQueries({ queryKey: versionsKey(planId), exact: true }),
    queries.invalidateQueries({ queryKey: changesKey(planId), predicate: ({ queryKey }) => queryKey.includes('now') }),
    queries.invalidateQueries({ queryKey: sinceKey(planId) }),
  ])
