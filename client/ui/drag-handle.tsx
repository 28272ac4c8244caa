import { GripVertical } from 'lucide-react'
import css from './drag-handle.module.css'

/** What an item of an OrderedList is picked up by. `name` says which item: "goal 2". */
export const DragHandle = ({ name }: { name: string }) => (
  <button type="button" data-handle="" className={css.handle} aria-label={`Move ${name}`} title="Drag, or use the up and down keys">
    <GripVertical size={20} aria-hidden />
  </button>
)
