import { useEffect, useState } from 'react'
import css from './loading.module.css'
import { Hidden } from './hidden.tsx'

/** Grey shapes where content will be. They show after 150 ms, so that fast pages do not flash. */
export function Loading({ what, lines = 4 }: { what: string; lines?: number }) {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), 150)
    return () => clearTimeout(timer)
  }, [])
  if (!isSlow) return null
  return (
    <div className={css.loading} aria-busy="true">
      <Hidden>{what}</Hidden>
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className={css.block} aria-hidden />
      ))}
    </div>
  )
}
