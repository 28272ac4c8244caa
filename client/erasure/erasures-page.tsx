import { Eraser } from 'lucide-react'
import { Link, useSearch } from 'wouter'
import { erasuresAddress, targetIn, useErasures } from '../http/erasures.ts'
import { usePlanAccess } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { AskToErase } from './ask-to-erase.tsx'
import { ErasureCard } from './erasure-card.tsx'
import css from './erasures-page.module.css'

/** Everything that was asked to be erased for good, and the form to ask for more. */
export default function ErasuresPage({ planId }: { planId: string }) {
  const { data: access } = usePlanAccess(planId)
  const target = targetIn(useSearch())
  const abilities = access?.abilities ?? []
  const mayRead = abilities.some((ability) => ability === 'history.read' || ability.startsWith('erase.'))
  const mayAsk = abilities.includes('erase.request')
  return (
    <div className={css.page}>
      {/* Another place than the form: the focus goes to its head. */}
      <PageHeading key={target === null ? 'list' : 'form'} title="Erase for good" className={css.title ?? ''} />
      {access !== undefined && !mayRead && <Notice tone="locked">Erasing is for parents and the lead therapist. Ask one of them.</Notice>}
      {access !== undefined && target !== null && mayAsk && <AskToErase key={JSON.stringify(target)} planId={planId} target={target} />}
      {access !== undefined && target === null && mayRead && <Orders planId={planId} mayAskInPlan={mayAsk && access.parts.some(({ id }) => id === 'plan')} />}
    </div>
  )
}

function Orders({ planId, mayAskInPlan }: { planId: string; mayAskInPlan: boolean }) {
  const { data: erasures, error, isPending, refetch } = useErasures(planId)
  const waits = (state: string) => (state === 'asked' || state === 'confirmed' ? 0 : 1)
  return (
    <>
      <p className={css.lead}>
        Nothing here is ever lost by itself: what is removed stays in the history. Now and then words must really go. That takes two people, and nobody can undo it.
      </p>
      {isPending && <Loading what="Opening the list" lines={3} />}
      <RequestNotice error={error} action={<Button onPress={() => void refetch()}>Try again</Button>} />
      {erasures?.length === 0 && (
        <Empty icon={<Eraser size={28} />} example="Open the menu of a goal, a strategy or a note, and choose “Erase for good”.">
          Nothing was ever erased from this plan.
        </Empty>
      )}
      <ul className={css.list} aria-label="Requests and what was erased">
        {erasures?.toSorted((a, b) => waits(a.state) - waits(b.state)).map((order) => (
          <li key={order.id}>
            <ErasureCard planId={planId} order={order} />
          </li>
        ))}
      </ul>
      {mayAskInPlan && (
        <p>
          <Link href={erasuresAddress(planId, { part: 'plan' })} className={buttonClass('quiet', 'small')}>
            <Eraser size={18} aria-hidden /> Erase some words of the plan, wherever they stand
          </Link>
        </p>
      )}
    </>
  )
}
