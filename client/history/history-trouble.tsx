import { Link } from 'wouter'
import { hasCode } from '../http/error-words.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

/** Why the history is not here, what still is, and what to do. */
export function HistoryTrouble({ planId, error, onRetry }: { planId: string; error: unknown; onRetry: () => void }) {
  if (!hasCode(error, 'unreachable')) return <RequestNotice error={error} action={<Button onPress={onRetry}>Try again</Button>} />
  return (
    <Notice tone="offline" action={<Button onPress={onRetry}>Try again</Button>}>
      History needs the internet. Your plan is here, and you can go on writing in it.{' '}
      <Link href={`/c/${planId}/plan`}>Go to the plan</Link>
    </Notice>
  )
}
