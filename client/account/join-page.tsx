import { Link } from 'wouter'
import type { InvitePreview } from '#shared/care-team/api.ts'
import { useAcceptInvite, useInvite } from '../http/invites.ts'
import { useMe } from '../http/me.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { dateOfInstant } from '../i18n/date-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './front.module.css'
import { JoinAsMe } from './join-as-me.tsx'
import { JoinFacts } from './join-facts.tsx'
import { JoinForm } from './join-form.tsx'

/** Joining a care team from an invitation: who invites, a short form or one tap, then three plain facts. */
export default function JoinPage({ code }: { code: string }) {
  const invite = useInvite(code)
  const accept = useAcceptInvite(code)
  const me = useMe()
  if (invite.data !== undefined && accept.data !== undefined) return <JoinFacts role={invite.data.role} planId={accept.data.planId} />
  if (invite.isPending || me.isPending) return <Loading what="Opening the invitation" />
  if (invite.data === undefined) return <InviteProblem error={invite.error} />
  return (
    <>
      <PageHeading title="Join a care team" className={css.title ?? ''} />
      <InviteWords invite={invite.data} />
      {me.data === undefined ? (
        <JoinForm path={`/join/${code}`} accept={accept} />
      ) : (
        <JoinAsMe me={me.data} accept={accept} />
      )}
      <p className={css.aside}>You can use this invitation until {dateOfInstant(invite.data.expiresAt)}.</p>
    </>
  )
}

const InviteWords = ({ invite }: { invite: InvitePreview }) => (
  <>
    <p className={css.lead}>
      <strong>{invite.invitedBy}</strong> of {invite.practiceName} invites you to write a care plan together.
    </p>
    <p className={css.role}>
      Your role <strong>{roleWords[invite.role].name}</strong> {roleWords[invite.role].reads}
    </p>
  </>
)

const InviteProblem = ({ error }: { error: unknown }) => (
  <>
    <PageHeading title="Join a care team" className={css.title ?? ''} />
    <RequestNotice error={error} />
    <p>
      <Link href="/sign-in">Sign in</Link> if you are in a care team already.
    </p>
  </>
)
