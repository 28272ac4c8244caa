import type { ReactNode } from 'react'
import { Redirect } from 'wouter'
import { hasCode } from '../http/error-words.ts'
import { isMeFromDevice, useMe } from '../http/me.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { waitingChanges } from '../sync/open-sessions.ts'
import { useSendWaiting } from '../sync/send-waiting.ts'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from './page.tsx'
import { signInPath } from './sign-in-path.ts'

/** Shows its pages to those who are signed in; others sign in first and come back to the same place. */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useMe()
  useSendWaiting(me.data !== undefined)
  const isSignedOut = hasCode(me.error, 'signed-out')
  // With an earlier answer at hand the page stays, so that nothing unsaved on it is lost.
  if (me.data !== undefined && !(isSignedOut && isMeFromDevice() && waitingChanges() === 0)) return children
  if (me.isPending) return <Page><Loading what="Opening Samepage" /></Page>
  if (isSignedOut) return <Redirect to={signInPath()} replace />
  return (
    <Page>
      <RequestNotice error={me.error} action={<Button onPress={() => void me.refetch()}>Try again</Button>} />
    </Page>
  )
}
