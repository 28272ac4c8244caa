import { EllipsisVertical } from 'lucide-react'
import type { Choice } from './choice-list.tsx'
import iconButton from './icon-button.module.css'
import { useChoiceList } from './use-choice-list.tsx'
import { useTip } from './use-tip.tsx'

export type MenuChoice = Choice & { onChoose: () => void }

/** A menu of acts behind a button with three dots. */
export function Menu({ label, choices }: { label: string; choices: (MenuChoice | false)[] }) {
  const acts = choices.filter((choice) => choice !== false)
  const { button, list } = useChoiceList({ label, choices: acts, kind: 'acts', placement: 'bottom end', onChoose: (id) => acts.find((act) => act.id === id)?.onChoose() })
  const { want, shown } = useTip(label, button.ref)
  return (
    <>
      <button
        {...button}
        aria-label={label}
        className={iconButton.button}
        onPointerEnter={({ pointerType }) => {
          button.onPointerEnter()
          want(pointerType === 'mouse')
        }}
        onPointerLeave={() => want(false)}
        onPointerDown={() => want(false)}
        onFocus={({ currentTarget }) => want(currentTarget.matches(':focus-visible'))}
        onBlur={() => want(false)}
      >
        <EllipsisVertical size={20} aria-hidden />
      </button>
      {shown}
      {list}
    </>
  )
}
