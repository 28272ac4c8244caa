import { Eraser, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { erasuresAddress } from '../http/erasures.ts'
import { useMembers } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { rolesToInvite } from './invitable.ts'
import { MemberCard } from './member-card.tsx'
import css from './people-page.module.css'

/** Everybody in the care team, and the way to invite one more. */
export default function PeoplePage({ planId }: { planId: string }) {
  const members = useMembers(planId)
  const { data: access } = usePlanAccess(planId)
  const [isInviting, setIsInviting] = useState(false)
  const abilities = access?.abilities ?? []
  const roles = rolesToInvite(abilities)
  return (
    <>
      <div className={css.head}>
        <div>
          <PageHeading title="People" className={css.title ?? ''} />
          <p className={css.sub}>These people can open this plan. Nobody else can.</p>
        </div>
        {roles.length > 0 && (
          <Button look="primary" onPress={() => setIsInviting(true)}>
            <UserPlus size={20} aria-hidden /> Invite someone
          </Button>
        )}
      </div>
      {members.isPending && <Loading what="Opening the list of people" lines={3} />}
      <RequestNotice error={members.error} action={<Button onPress={() => void members.refetch()}>Try again</Button>} />
      <ul className={css.list}>
        {members.data?.map((member) => (
          <li key={member.id}>
            <MemberCard planId={planId} member={member} abilities={abilities} />
          </li>
        ))}
      </ul>
      {abilities.some((ability) => ability.startsWith('erase.')) && (
        <p>
          <Link href={erasuresAddress(planId)} className={buttonClass('quiet', 'small')}>
            <Eraser size={18} aria-hidden /> What was erased for good
          </Link>
        </p>
      )}
      {isInviting && <InviteDialog planId={planId} roles={roles} onClose={() => setIsInviting(false)} />}
    </>
  )
}
