import type { ReactNode } from 'react'
import css from './empty.module.css'

type EmptyProps = { icon: ReactNode; children: ReactNode; example?: string; action?: ReactNode }

/** What stands where nothing is yet: one sentence, an example and one action. */
export const Empty = ({ icon, children, example, action }: EmptyProps) => (
  <div className={css.empty}>
    <span className={css.icon} aria-hidden>
      {icon}
    </span>
    <p className={css.sentence}>{children}</p>
    {example !== undefined && (
      <p className={css.example}>
        <span>For example</span> {example}
      </p>
    )}
    {action}
  </div>
)
