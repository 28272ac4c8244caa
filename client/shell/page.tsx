import type { ReactNode } from 'react'
import css from './page.module.css'

/** The main region of a page that is no part of a plan. */
export const Page = ({ children }: { children: ReactNode }) => (
  <main id="main" className={css.page} data-region="" tabIndex={-1}>
    {children}
  </main>
)
