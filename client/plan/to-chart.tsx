import { TrendingUp } from 'lucide-react'
import { chartId, useHasChart } from '../ui/charted.ts'
import css from './card.module.css'

/** From a goal to how it is going, once there is something to see. `name`: of the goal, for who hears links without what is around them. */
export function ToChart({ id, name }: { id: string; name: string }) {
  const address = `#${chartId(id)}`
  if (!useHasChart(id)) return null
  return (
    <a
      href={address}
      className={css.toChart}
      aria-label={`How it is going: ${name}`}
      onClick={(event) => {
        if (location.hash !== address) return
        // Browsers tell nobody where the address stays as it is, and take the focus away.
        event.preventDefault()
        dispatchEvent(new Event('hashchange'))
      }}
    >
      <TrendingUp size={16} aria-hidden /> How it is going
    </a>
  )
}
