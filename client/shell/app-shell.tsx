import type { ReactNode } from 'react'
import { StatusRegion } from '../ui/status-region.tsx'
import css from './app-shell.module.css'
import { Navigation } from './navigation.tsx'
import { useRegionKeys } from './regions.ts'

/** What is around every page of a signed-in person: the way to the content, the navigation, the status region. */
export function AppShell({ children }: { children: ReactNode }) {
  useRegionKeys()
  return (
    <div className={css.shell}>
      <SkipLink />
      <Navigation />
      <div className={css.page}>{children}</div>
      <StatusRegion />
    </div>
  )
}

const SkipLink = () => (
  <a
    className={css.skip}
    href="#main"
    onClick={(event) => {
      event.preventDefault()
      document.getElementById('main')?.focus()
    }}
  >
    Skip to the content
  </a>
)
