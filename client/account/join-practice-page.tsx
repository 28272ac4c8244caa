import { Link } from 'wouter'
import { useMe } from '../http/me.ts'
import { useAcceptStaffInvite, useStaffInvite } from '../http/practices.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { dateOfInstant } from '../i18n/date-words.ts'
import { practiceRoleWords } from '../i18n/practice-words.ts'
import { buttonClass } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './front.module.css'
import { JoinAsMe } from './join-as-me.tsx'
import { JoinForm } from './join-form.tsx'

/** Joining the staff of a practice from an invitation. */
export default function JoinPracticePage({ code }: { code: string }) {
  const invite = useStaffInvite(code)
  const accept = useAcceptStaffInvite(code)
  const me = useMe()
  if (invite.isPending || me.isPending) return <Loading what="Opening the invitation" />
  const title = <PageHeading title="Join a practice" className={css.title ?? ''} />
  if (invite.data === undefined) {
    return (
      <>
        {title}
        <RequestNotice error={invite.error} />
        <p>
          <Link href="/sign-in">Sign in</Link> if you work in a practice already.
        </p>
      </>
    )
  }
  const { practiceName, invitedBy, role, expiresAt } = invite.data
  if (accept.data !== undefined) {
    return (
      <>
        <PageHeading title="Welcome" className={css.title ?? ''}>
          You work in {practiceName} now
        </PageHeading>
        <p className={css.lead}>{practiceRoleWords[role].does}</p>
        <Link href={role === 'admin' ? '/practice' : '/children'} className={buttonClass('primary', 'main', true)}>
          {role === 'admin' ? 'Open the practice' : 'Go to my children'}
        </Link>
      </>
    )
  }
  return (
    <>
      {title}
      <p className={css.lead}>
        <strong>{invitedBy}</strong> invites you to work in {practiceName}.
      </p>
      <p className={css.role}>
        Your role <strong>{practiceRoleWords[role].name}</strong> {practiceRoleWords[role].does}
      </p>
      {me.data === undefined ? <JoinForm path={`/practice/join/${code}`} accept={accept} /> : <JoinAsMe me={me.data} accept={accept} />}
      <p className={css.aside}>You can use this invitation until {dateOfInstant(expiresAt)}.</p>
    </>
  )
}
