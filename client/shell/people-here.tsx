import { useRef, useState } from 'react'
import { lazy } from '../ui/lazy.ts'
import { usePresence } from '../sync/presence.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Hidden } from '../ui/hidden.tsx'
import { useArrivals } from './arrivals.ts'
import css from './people-here.module.css'
import { Optional } from '../ui/optional.tsx'

const PeopleList = lazy(() => import('./people-list.tsx'))

const shownAtMost = 4

/** Who has the plan open now. Opens a list with names, roles and where they are. */
export function PeopleHere() {
  const others = usePresence().filter((person) => !person.isMe)
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  useArrivals(others)
  if (others.length === 0) return null
  const names = others.map((person) => person.name).join(', ')
  return (
    <>
      <button ref={button} type="button" className={css.stack} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setIsOpen(true)}>
        <Hidden>Here now: {names}</Hidden>
        {others.slice(0, shownAtMost).map((person) => (
          <Avatar key={person.memberId} name={person.name} color={person.color} />
        ))}
        {others.length > shownAtMost && <span className={css.more} aria-hidden>+{others.length - shownAtMost}</span>}
      </button>
      {isOpen && (
        <Optional>
          <PeopleList people={others} triggerRef={button} onClose={() => setIsOpen(false)} />
        </Optional>
      )}
    </>
  )
}
