import { usePlanSession } from '../sync/plan-session.tsx'
import { useAudienceChoices } from './audience.ts'
import { Feed } from './feed.tsx'
import { InlineComposer } from './inline-composer.tsx'
import css from './journal-page.module.css'
import { OwnNotesButton } from './own-notes.tsx'

/** The journal beside the plan. */
export default function JournalPanel() {
  const { journals } = usePlanSession()
  const canWrite = useAudienceChoices().length > 0
  if (journals.length === 0) return null
  return (
    <div className={css.panel}>
      <div className={css.head}>
        <h2 className={css.panelTitle}>Notes</h2>
        <OwnNotesButton />
      </div>
      {canWrite && <InlineComposer />}
      <Feed dayLevel="h3" />
    </div>
  )
}
