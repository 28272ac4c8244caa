import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { roleWords } from '../i18n/role-words.ts'
import { usePresence, type Person } from '../sync/presence.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Hidden } from '../ui/hidden.tsx'
import { useArrivals } from './arrivals.ts'
import css from './people-here.module.css'
import { usePlaceWords } from './place-words.ts'

const shownAtMost = 4

/** Who has the plan open now. Opens a list with names, roles and where they are. */
export function PeopleHere() {
  const others = usePresence().filter((person) => !person.isMe)
  useArrivals(others)
  if (others.length === 0) return null
  const names = others.map((person) => person.name).join(', ')
  return (
    <DialogTrigger>
      <Button className={css.stack ?? ''}>
        <Hidden>Here now: {names}</Hidden>
        {others.slice(0, shownAtMost).map((person) => (
          <Avatar key={person.memberId} name={person.name} color={person.color} />
        ))}
        {others.length > shownAtMost && <span className={css.more} aria-hidden>+{others.length - shownAtMost}</span>}
      </Button>
      <Popover className={css.popover ?? ''} placement="bottom end">
        <Dialog aria-label="Here now" className={css.list ?? ''}>
          <h2 className={css.title}>Here now</h2>
          <ul>
            {others.map((person) => (
              <PersonRow key={person.memberId} person={person} />
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
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
