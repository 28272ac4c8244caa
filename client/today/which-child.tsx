import { ChevronRight } from 'lucide-react'
import { Link, useSearch } from 'wouter'
import { usePlans } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './which-child.module.css'

/** The start page of somebody with several children: one press to the day of each. `?add` goes along. */
export default function WhichChild() {
  const plans = usePlans()
  const search = useSearch()
  const further = new URLSearchParams(search).has('add') ? '?add' : ''
  return (
    <>
      <PageHeading title="Today" className={css.title ?? ''}>
        {further === '' ? 'Today' : 'Who is the note about?'}
      </PageHeading>
      {plans.isPending && <Loading what="Opening the list of children" lines={2} />}
      <RequestNotice error={plans.error} action={<Button onPress={() => void plans.refetch()}>Try again</Button>} />
      <ul className={css.list}>
        {plans.data?.toSorted((a, b) => a.childName.localeCompare(b.childName)).map(({ id, childName }) => (
          <li key={id}>
            <Link href={`/c/${id}/today${further}`} className={css.child}>
              <Avatar name={childName} size="large" />
              <span className={css.name}>{childName}</span>
              <ChevronRight size={20} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
