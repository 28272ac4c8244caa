import { EllipsisVertical } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { IconButton } from './icon-button.tsx'
import css from './menu.module.css'
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
    <IconButton label={label}>
      <EllipsisVertical size={20} aria-hidden />
    </IconButton>
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
