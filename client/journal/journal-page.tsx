import { usePlanSession } from '../sync/plan-session.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { useMedia, wideScreen } from '../ui/use-media.ts'
import { useAudienceChoices } from './audience.ts'
import { Feed } from './feed.tsx'
import { InlineComposer } from './inline-composer.tsx'
import css from './journal-page.module.css'
import { OwnNotesButton } from './own-notes.tsx'

/** The journal as a page of its own. On phones the main button opens the new note. */
export default function JournalPage() {
  const { journals } = usePlanSession()
  const canWrite = useAudienceChoices().length > 0
  const isWide = useMedia(wideScreen)
  return (
    <>
      <div className={css.head}>
        <PageHeading title="Notes" className={css.title ?? ''} />
        <OwnNotesButton />
      </div>
      {journals.length === 0 && <Notice tone="locked">The notes of this care team are not shared with your role.</Notice>}
      {journals.length > 0 && !canWrite && <Notice tone="locked">You can read these notes. Your role does not write any.</Notice>}
      {canWrite && isWide && <InlineComposer />}
      {journals.length > 0 && <Feed dayLevel="h2" />}
    </>
  )
}
