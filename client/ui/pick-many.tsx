import { Check, Plus } from 'lucide-react'
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import menu from './menu.module.css'
import css from './pick-many.module.css'

type PickManyProps = {
  /** What is picked, for the button and the list: "Who does it". */
  label: string
  addWords: string
  options: readonly { id: string; label: string }[]
  chosen: readonly string[]
  onToggle: (id: string) => void
  isReadOnly?: boolean
}

/** Any of a few: what is chosen as tags, and a list with check marks to change it. */
export const PickMany = ({ label, addWords, options, chosen, onToggle, isReadOnly = false }: PickManyProps) => {
  const tags = options.filter((option) => chosen.includes(option.id))
  return (
    <div className={css.row}>
      {tags.map((tag) => (
        <span key={tag.id} className={css.tag}>
          {tag.label}
        </span>
      ))}
      {!isReadOnly && options.length > 0 && (
        <MenuTrigger>
          <Button className={css.add ?? ''} aria-label={`${addWords}. ${label}`}>
            <Plus size={16} aria-hidden />
            {tags.length === 0 && addWords}
          </Button>
          <Popover className={menu.popover ?? ''} offset={4}>
            <Menu
              className={menu.menu ?? ''}
              aria-label={label}
              selectionMode="multiple"
              selectedKeys={new Set(chosen)}
              shouldCloseOnSelect={false}
              onAction={(key) => onToggle(String(key))}
            >
              {options.map((option) => (
                <MenuItem key={option.id} id={option.id} className={menu.item ?? ''} textValue={option.label}>
                  {({ isSelected }) => (
                    <>
                      <span>{option.label}</span>
                      <span className={menu.check}>{isSelected && <Check size={18} aria-hidden />}</span>
                    </>
                  )}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
    </div>
  )
}
