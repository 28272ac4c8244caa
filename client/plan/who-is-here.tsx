import { usePeopleAt } from '../sync/presence.ts'
import { Avatar } from '../ui/avatar.tsx'
import css from './who-is-here.module.css'

/** Who else is in this goal or strategy now. */
export function WhoIsHere({ where }: { where: string }) {
  const people = usePeopleAt(where)
  if (people.length === 0) return null
  const [first] = people
  const names = people.map((person) => person.name).join(', ')
  return (
    <span className={css.here}>
      {people.map((person) => (
        <Avatar key={person.memberId} name={person.name} color={person.color} size="small" />
      ))}
      <span className={css.words}>{people.length === 1 ? `${first?.name} is here` : `${names} are here`}</span>
    </span>
  )
}
