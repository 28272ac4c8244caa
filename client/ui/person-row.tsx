import type { ReactNode } from 'react'
import { Avatar } from './avatar.tsx'
import css from './person-row.module.css'

type PersonRowProps = {
  name: string
  isYou: boolean
  /** A line each; empty ones are left out. */
  details: readonly string[]
  /** What can be done about them. */
  children?: ReactNode
}

/** One person in a list of people. */
export const PersonRow = ({ name, isYou, details, children }: PersonRowProps) => (
  <div className={css.person}>
    <Avatar name={name} size="large" />
    <div className={css.who}>
      <p>
        <span className={css.name}>{name}</span>
        {isYou && <span className={css.you}>You</span>}
      </p>
      {details.map((detail) => detail !== '' && <p key={detail} className={css.detail}>{detail}</p>)}
    </div>
    {children}
  </div>
)
