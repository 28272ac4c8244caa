import { usePlanSession } from '../sync/plan-session.tsx'
import { Feed } from './feed.tsx'
import { InlineComposer } from './inline-composer.tsx'
import css from './journal-page.module.css'

/** The journal beside the plan. */
export default function JournalPanel() {
  const { journal } = usePlanSession()
  if (journal === null) return null
  return (
    <div className={css.panel}>
      <h2 className={css.panelTitle}>Notes</h2>
      {journal.canWrite && <InlineComposer />}
      <Feed journal={journal} dayLevel="h3" />
    </div>
  )
}
