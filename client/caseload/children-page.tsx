import { Baby, Plus } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../http/me.ts'
import { usePlans } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useCaseload } from '../http/since.ts'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { ChildCard } from './child-card.tsx'
import css from './children-page.module.css'
import { NewChildDialog } from './new-child-dialog.tsx'
import { groupChildren, type WaitingGroup } from './waiting.ts'

const groupTitles: Record<WaitingGroup, string> = { answer: 'Look here first', new: 'Something new', rest: 'Nothing new' }

/** The children this person has a plan with, those where something waits first. */
export default function ChildrenPage() {
  const plans = usePlans()
  const caseload = useCaseload()
  const { data: me } = useMe()
  const [isAdding, setIsAdding] = useState(false)
  const practices = me?.practices.filter((practice) => practice.roles.includes('clinician')) ?? []
  const add = practices.length > 0 && (
    <Button look="primary" onPress={() => setIsAdding(true)}>
      <Plus size={20} aria-hidden /> New child
    </Button>
  )
  // Both at once, so that no card moves away under a finger.
  const isPending = plans.isPending || caseload.isPending
  const groups = isPending ? new Map<WaitingGroup, never[]>() : groupChildren(plans.data ?? [], caseload.data ?? new Map())
  const showsPractice = new Set(plans.data?.map(({ practiceName }) => practiceName)).size > 1
  return (
    <>
      <div className={css.head}>
        <PageHeading title="Children" className={css.title ?? ''} />
        {plans.data !== undefined && plans.data.length > 0 && add}
      </div>
      {isPending && <Loading what="Opening the list of children" lines={3} />}
      <RequestNotice error={plans.error} action={<Button onPress={() => void plans.refetch()}>Try again</Button>} />
      {plans.error === null && caseload.error !== null && (
        <Notice tone="offline">What is new cannot be shown at the moment. The plans open as always.</Notice>
      )}
      {plans.data?.length === 0 && (
        <Empty icon={<Baby size={28} />} action={add}>
          {practices.length > 0
            ? 'Start with one child. You can invite the parents right after.'
            : 'No plan is shared with you yet. Open the invitation that you got.'}
        </Empty>
      )}
      {[...groups].map(([group, children]) => (
        <section key={group} className={css.group} aria-label={groupTitles[group]}>
          {(groups.size > 1 || group !== 'rest') && (
            <h2 className={css.groupTitle}>
              {groupTitles[group]} <span className={css.count}>{children.length}</span>
            </h2>
          )}
          <ul className={css.grid} aria-label={groupTitles[group]}>
            {children.map((plan) => (
              <li key={plan.id}>
                <ChildCard plan={plan} news={caseload.data?.get(plan.id)} showsPractice={showsPractice} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isAdding && <NewChildDialog practices={practices} onClose={() => setIsAdding(false)} />}
    </>
  )
}
