import { retiredGoalStatuses, retiredStrategyStatuses } from '#shared/plan/plan-part.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { PickOption } from '../ui/pick.tsx'
import { announce } from '../ui/status-region.tsx'
import { setString } from './acts.ts'
import type { Entity } from './entity.ts'

const retired = [...retiredGoalStatuses, ...retiredStrategyStatuses]

/**
 * Sets a status and says so. Something retired leaves the list with the focus in it, so the focus goes to the heading
 * of the section.
 */
export function useSetStatus<Status extends string>(
  part: PartHandle,
  entity: Entity,
  words: readonly PickOption<Status>[],
  headingId: string,
): (status: Status) => void {
  return (status) => {
    const label = words.find((option) => option.value === status)?.label ?? status
    setString(part, entity, 'status', status)
    if (!retired.includes(status)) {
      announce(`Status: ${label}`)
      return
    }
    announce(`${label}. Moved to the finished ones, where you can bring it back`)
    // After the menu has given the focus back to a button that is now gone.
    setTimeout(() => document.getElementById(headingId)?.focus(), 50)
  }
}
