import type { UseQueryResult } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import type { ChangeList as Changes } from '#shared/version/changes.ts'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'
import { ChangeReview, countWords } from './change-review.tsx'
import { HistoryTrouble } from './history-trouble.tsx'

type ChangeListProps = {
  planId: string
  query: Pick<UseQueryResult<Changes>, 'data' | 'error' | 'isPending' | 'isPlaceholderData' | 'refetch'>
  /** Names this list: another one starts with everything shown and nothing chosen. */
  of: string
  backTo: string | null
  /** What stands where nothing changed. */
  nothing: ReactNode
}

/** Changes as they come from the server: loading, in trouble, none, or a list to go through. */
export function ChangeList({ planId, query, of, backTo, nothing }: ChangeListProps) {
  const { data, error, isPending, isPlaceholderData, refetch } = query
  useEffect(() => {
    if (data !== undefined && !isPlaceholderData) announce(data.changes.length === 0 ? 'No changes' : countWords(data.changes.length))
  }, [data, isPlaceholderData])
  return (
    <>
      {isPending && <Loading what="Reading what changed" />}
      {error !== null && <HistoryTrouble planId={planId} error={error} onRetry={() => void refetch()} />}
      {data !== undefined && data.unavailable.length > 0 && (
        <Notice tone="warn">Some notes cannot be read at present, so changes in them are not shown. The practice was told.</Notice>
      )}
      {data?.changes.length === 0 && <Empty icon={<History size={28} />}>{nothing}</Empty>}
      {data !== undefined && data.changes.length > 0 && (
        <div aria-busy={isPlaceholderData} style={isPlaceholderData ? { opacity: 0.6 } : undefined}>
          <ChangeReview key={of} planId={planId} changes={data.changes} backTo={backTo} />
        </div>
      )}
    </>
  )
}
