import type { ReactNode } from 'react'
import { Brand } from './brand.tsx'
import css from './page.module.css'

/** The main region of a page before signing in: one column in the middle. */
export const FrontPage = ({ children }: { children: ReactNode }) => (
  <main id="main" className={css.front} tabIndex={-1}>
    <Brand />
    {children}
  </main>
)
