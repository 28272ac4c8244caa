import { Check } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { Menu, MenuItem, Popover, type PopoverProps } from 'react-aria-components'
import { classNames } from './class-names.ts'
import css from './menu.module.css'

export type Choice = { readonly id: string; readonly label: string; readonly icon?: ReactNode; readonly isDanger?: boolean }

export type ChoiceListProps = {
  label: string
  choices: readonly Choice[]
  /** Acts, one of a few, or any of a few: the last stays open. */
  kind: 'acts' | 'one' | 'many'
  /** What is chosen now, for the two kinds that choose. */
  chosen?: readonly string[]
  onChoose: (id: string) => void
  placement?: PopoverProps['placement']
}

const modes = { acts: 'none', one: 'single', many: 'multiple' } as const

/** The list that opens at a button. Loaded when somebody is about to press one: most people who open a plan never do. */
export default function ChoiceList({ label, choices, kind, chosen = [], onChoose, placement = 'bottom start', triggerRef, onClose }: ChoiceListProps & { triggerRef: RefObject<HTMLElement | null>; onClose: () => void }) {
  return (
    <Popover aria-label={label} className={css.popover ?? ''} placement={placement} offset={4} triggerRef={triggerRef} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Menu
        // Who opens a list goes on in it.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus="first"
        className={css.menu ?? ''}
        aria-label={label}
        selectionMode={modes[kind]}
        selectedKeys={chosen}
        onAction={(key) => {
          if (kind !== 'many') onClose()
          onChoose(String(key))
        }}
      >
        {choices.map((choice) => (
          <MenuItem key={choice.id} id={choice.id} textValue={choice.label} className={classNames(css.item, choice.isDanger === true && css.danger)}>
            {({ isSelected }) => (
              <>
                {choice.icon}
                <span>{choice.label}</span>
                {kind !== 'acts' && (
                  <span className={css.check} aria-hidden>
                    {isSelected && <Check size={18} />}
                  </span>
                )}
              </>
            )}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  )
}
