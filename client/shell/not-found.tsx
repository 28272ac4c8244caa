import { Link } from 'wouter'
import { buttonClass } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** What stands where nothing is, or where nothing is shared with this person: both look the same. */
export const NotFound = () => (
  <>
    <PageHeading title="Nothing here" />
    <p>There is nothing at this address, or it is not shared with you. Check the link, or ask the person who sent it.</p>
    <p>
      <Link href="/today" className={buttonClass('primary')}>
        Go to the start
      </Link>
    </p>
  </>
)
