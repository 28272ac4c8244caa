import { RotateCcw } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import css from './history-page.module.css'
import { useRestoring, type RestoreRequested } from './restoring.tsx'

/** The button that brings a whole version back; for others, whom to ask. */
export function RestoreOffer({ requested }: { requested: RestoreRequested }) {
  const restoring = useRestoring()
  if (restoring === null) {
    return <p className={css.meta}>Is something better as it was? Ask your therapist to bring it back, or write it again yourself.</p>
  }
  return (
    <p className={css.acts}>
      <Button onPress={() => restoring.ask(requested)}>
        <RotateCcw size={18} aria-hidden /> Bring the whole plan back
      </Button>
    </p>
  )
}
