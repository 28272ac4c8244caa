import type { ReactNode } from 'react'
import css from './since.module.css'

/** One thing to look at. The bar at the foot goes from one to the next. */
export const Step = ({ id, children, look }: { id: string; children: ReactNode; look?: 'win' | 'warning' | undefined }) => (
  <li className={css.step} id={id} data-step="" data-look={look} tabIndex={-1}>
    {children}
  </li>
)
