import type { PlanAccess } from '#shared/plan/api.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import css from './plan-header.module.css'
import { PeopleHere } from './people-here.tsx'
import { SaveMark } from './save-mark.tsx'
import { UndoButtons } from './undo-buttons.tsx'
import { StartVisit } from './visit-link.tsx'

/** The bar over a plan: whose it is, whether it is saved, who is here, undo. */
export function PlanHeader({ access }: { access: PlanAccess }) {
  const { connections } = usePlanSession()
  const canWrite = connections.some((connection) => connection.canWrite)
  return (
    <header className={css.header} data-region="" tabIndex={-1} aria-label="Plan">
      <p className={css.child}>{access.childName}</p>
      {connections.length > 0 && <SaveMark />}
      <span className={css.gap} />
      <PeopleHere />
      <StartVisit access={access} />
      {canWrite && <UndoButtons />}
    </header>
  )
}
