import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../http/me.ts'
import { usePractice } from '../http/practices.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { InviteStaffDialog } from './invite-staff-dialog.tsx'
import css from './practice-page.module.css'
import { StaffCard } from './staff-card.tsx'

/** Who works in this person's practices. Families and their plans are not here. */
export default function PracticePage() {
  const { data: me } = useMe()
  const practices = me?.practices ?? []
  return (
    <>
      <PageHeading title="Practice" className={css.title ?? ''} />
      {me !== undefined && practices.length === 0 && <p>You work in no practice on this server.</p>}
      {practices.map(({ id, roles }) => (
        <Practice key={id} practiceId={id} isAdmin={roles.includes('admin')} />
      ))}
    </>
  )
}

function Practice({ practiceId, isAdmin }: { practiceId: string; isAdmin: boolean }) {
  const practice = usePractice(practiceId)
  const [isInviting, setIsInviting] = useState(false)
  if (practice.isPending) return <Loading what="Opening the practice" lines={3} />
  if (practice.data === undefined) {
    return <RequestNotice error={practice.error} action={<Button onPress={() => void practice.refetch()}>Try again</Button>} />
  }
  const { name, people } = practice.data
  return (
    <section className={css.practice} aria-labelledby={`practice-${practiceId}`}>
      <div className={css.head}>
        <div>
          <h2 id={`practice-${practiceId}`} className={css.name}>{name}</h2>
          <p className={css.sub}>
            {people.length === 1 ? 'One person works here.' : `${people.length} people work here.`} Who cares for which child is said in each care team.
          </p>
        </div>
        {isAdmin && (
          <Button look="primary" onPress={() => setIsInviting(true)}>
            <UserPlus size={20} aria-hidden /> Invite staff
          </Button>
        )}
      </div>
      <ul className={css.list}>
        {people.map((person) => (
          <li key={person.accountId}>
            <StaffCard practiceId={practiceId} person={person} mayChange={isAdmin} />
          </li>
        ))}
      </ul>
      {isInviting && <InviteStaffDialog practiceId={practiceId} practiceName={name} onClose={() => setIsInviting(false)} />}
    </section>
  )
}
