import { ArrowDown, ArrowUp, CircleCheck, CircleStop } from 'lucide-react'
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
}

/** The acts on a goal or strategy that are needed seldom. */
export const ItemMenu = ({ name, index, count, onMove, retire, onRetire }: ItemMenuProps) => (
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
    ]}
  />
)
