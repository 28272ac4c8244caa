import { Baby, Plus } from 'lucide-react'
import { useState } from 'react'
import { useMe } from '../http/me.ts'
import { usePlans } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { ChildCard } from './child-card.tsx'
import css from './children-page.module.css'
import { NewChildDialog } from './new-child-dialog.tsx'

/** The children this person has a plan with. */
export default function ChildrenPage() {
  const plans = usePlans()
  const { data: me } = useMe()
  const [isAdding, setIsAdding] = useState(false)
  const practices = me?.practices.filter((practice) => practice.roles.includes('clinician')) ?? []
  const add = practices.length > 0 && (
    <Button look="primary" onPress={() => setIsAdding(true)}>
      <Plus size={20} aria-hidden /> New child
    </Button>
  )
  return (
    <>
      <div className={css.head}>
        <PageHeading title="Children" className={css.title ?? ''} />
        {plans.data !== undefined && plans.data.length > 0 && add}
      </div>
      {plans.isPending && <Loading what="Opening the list of children" lines={3} />}
      <RequestNotice error={plans.error} action={<Button onPress={() => void plans.refetch()}>Try again</Button>} />
      {plans.data?.length === 0 && (
        <Empty icon={<Baby size={28} />} action={add}>
          {practices.length > 0
            ? 'Start with one child. You can invite the parents right after.'
            : 'No plan is shared with you yet. Open the invitation that you got.'}
        </Empty>
      )}
      <ul className={css.grid}>
        {plans.data?.toSorted((a, b) => a.childName.localeCompare(b.childName)).map((plan) => (
          <li key={plan.id}>
            <ChildCard plan={plan} />
          </li>
        ))}
      </ul>
      {isAdding && <NewChildDialog practices={practices} onClose={() => setIsAdding(false)} />}
    </>
  )
}
