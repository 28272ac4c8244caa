import { ArrowDown, ArrowUp, CircleCheck, CircleStop, Eraser } from 'lucide-react'
import { useLocation } from 'wouter'
import type { ErasureTarget } from '#shared/version/erasure.ts'
import { erasuresAddress } from '../http/erasures.ts'
import { usePlanAccess } from '../http/plans.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Menu } from '../ui/menu.tsx'

type ItemMenuProps = {
  /** What is moved, in words: "goal 2". */
  name: string
  index: number
  count: number
  onMove: (index: number) => void
  /** Statuses that take the item out of the list. */
  retire: readonly { id: string; label: string }[]
  onRetire: (id: string) => void
  /** What it is, where it is to be erased for good. */
  target: Omit<ErasureTarget, 'passage'>
}

/** The acts on a goal or strategy that are needed seldom. */
export function ItemMenu({ name, index, count, onMove, retire, onRetire, target }: ItemMenuProps) {
  const { planId } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const [, navigate] = useLocation()
  return (
    <Menu
      label={`More for ${name}`}
      choices={[
        index > 0 && { id: 'up', label: 'Move up', icon: <ArrowUp size={18} />, onChoose: () => onMove(index - 1) },
        index < count - 1 && { id: 'down', label: 'Move down', icon: <ArrowDown size={18} />, onChoose: () => onMove(index + 1) },
        ...retire.map(({ id, label }) => ({
          id,
          label,
          icon: id === 'achieved' ? <CircleCheck size={18} /> : <CircleStop size={18} />,
          onChoose: () => onRetire(id),
        })),
        (access?.abilities.includes('erase.request') ?? false) && {
          id: 'erase', label: 'Erase for good…', icon: <Eraser size={18} />, isDanger: true, onChoose: () => navigate(erasuresAddress(planId, target)),
        },
      ]}
    />
  )
}
