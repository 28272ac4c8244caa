import type { RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { roleWords } from '../i18n/role-words.ts'
import type { Person } from '../sync/presence.ts'
import { Avatar } from '../ui/avatar.tsx'
import css from './people-here.module.css'
import { usePlaceWords } from './place-words.ts'

type PeopleListProps = { people: readonly Person[]; triggerRef: RefObject<HTMLElement | null>; onClose: () => void }

/** The people who have the plan open, with their roles and where they are. */
export default function PeopleList({ people, triggerRef, onClose }: PeopleListProps) {
  return (
    <Popover className={css.popover ?? ''} placement="bottom end" triggerRef={triggerRef} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog aria-label="Here now" className={css.list ?? ''}>
        <h2 className={css.title}>Here now</h2>
        <ul>
          {people.map((person) => (
            <PersonRow key={person.memberId} person={person} />
          ))}
        </ul>
      </Dialog>
    </Popover>
  )
}

function PersonRow({ person }: { person: Person }) {
  const place = usePlaceWords(person.where)
  return (
    <li className={css.person}>
      <Avatar name={person.name} color={person.color} />
      <span>
        <strong>{person.name}</strong>
        <span className={css.detail}>
          {roleWords[person.role].name} · {place}
        </span>
      </span>
    </li>
  )
}
