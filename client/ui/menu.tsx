import { EllipsisVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover } from 'react-aria-components'
import iconButton from './icon-button.module.css'
import css from './menu.module.css'
import { useTip } from './use-tip.tsx'
import { classNames } from './class-names.ts'

export type MenuChoice = {
  id: string
  label: string
  icon?: ReactNode
  isDanger?: boolean
  onChoose: () => void
}

/** A menu of acts behind a button with three dots. */
export const Menu = ({ label, choices }: { label: string; choices: (MenuChoice | false)[] }) => (
  <MenuTrigger>
    <MenuButton label={label} />
    <Popover className={css.popover ?? ''} placement="bottom end" offset={4}>
      <AriaMenu className={css.menu ?? ''} aria-label={label}>
        {choices.filter((choice) => choice !== false).map((choice) => (
          <AriaMenuItem
            key={choice.id}
            id={choice.id}
            textValue={choice.label}
            onAction={choice.onChoose}
            className={classNames(css.item, choice.isDanger && css.danger)}
          >
            {choice.icon}
            {choice.label}
          </AriaMenuItem>
        ))}
      </AriaMenu>
    </Popover>
  </MenuTrigger>
)

/** Of React Aria and not `IconButton`: it takes its part in the menu by itself. */
function MenuButton({ label }: { label: string }) {
  const { ref, want, shown } = useTip(label)
  return (
    <>
      <Button
        ref={ref}
        aria-label={label}
        className={iconButton.button ?? ''}
        onHoverChange={want}
        onFocusChange={(isFocused) => want(isFocused && ref.current?.matches(':focus-visible') === true)}
        onPressStart={() => want(false)}
      >
        <EllipsisVertical size={20} aria-hidden />
      </Button>
      {shown}
    </>
  )
}
