import { Plus } from 'lucide-react'
import type { Choice } from './choice-list.tsx'
import css from './pick-many.module.css'
import { useChoiceList } from './use-choice-list.tsx'

type PickManyProps = {
  /** What is picked, for the button and the list: "Who does it". */
  label: string
  addWords: string
  options: readonly Choice[]
  chosen: readonly string[]
  onToggle: (id: string) => void
  isReadOnly?: boolean
}

/** Any of a few: what is chosen as tags, and a list with check marks to change it. */
export function PickMany({ label, addWords, options, chosen, onToggle, isReadOnly = false }: PickManyProps) {
  const tags = options.filter((option) => chosen.includes(option.id))
  const { button, list } = useChoiceList({ label, choices: options, kind: 'many', chosen, onChoose: onToggle })
  return (
    <div className={css.row}>
      {tags.map((tag) => (
        <span key={tag.id} className={css.tag}>
          {tag.label}
        </span>
      ))}
      {!isReadOnly && options.length > 0 && (
        <>
          <button {...button} className={css.add} aria-label={`${addWords}. ${label}`}>
            <Plus size={16} aria-hidden />
            {tags.length === 0 && addWords}
          </button>
          {list}
        </>
      )}
    </div>
  )
}
