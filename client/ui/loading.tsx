import { useEffect, useState } from 'react'
import css from './loading.module.css'
import { Hidden } from './hidden.tsx'

/** When the shapes show, so that fast pages do not flash, and when it is said that this takes long. */
const [slowMs, longMs] = [150, 8000]

/** Grey shapes where content will be. */
export function Loading({ what, lines = 4 }: { what: string; lines?: number }) {
  const [wait, setWait] = useState<'short' | 'slow' | 'long'>('short')
  useEffect(() => {
    const timers = [setTimeout(() => setWait('slow'), slowMs), setTimeout(() => setWait('long'), longMs)]
    return () => timers.forEach(clearTimeout)
  }, [])
  if (wait === 'short') return null
  return (
    <div className={css.loading} aria-busy="true">
      {wait === 'long' ? <p>This takes longer than usual. It goes on by itself when the network is better.</p> : <Hidden>{what}</Hidden>}
      {Array.from({ length: lines }, (_, i) => (
        <div key={i} className={css.block} aria-hidden />
      ))}
    </div>
  )
}
