import { RotateCcw } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import css from './history-page.module.css'
import { useRestoring, type RestoreRequested } from './restoring.tsx'

/** Brings a whole version back. Nothing for those who may not. */
export function RestoreButton({ requested }: { requested: RestoreRequested }) {
  const restoring = useRestoring()
  if (restoring === null) return null
  return (
    <Button look="quiet" size="small" onPress={() => restoring.ask(requested)}>
      <RotateCcw size={18} aria-hidden /> Bring the whole plan back
    </Button>
  )
}

/** Whom to ask, for those who may not bring anything back themselves. */
export const AskToBringBack = () =>
  useRestoring() === null && (
    <p className={`${css.meta} ${css.ask}`}>Was something better before? Ask your therapist to bring it back, or write it again yourself.</p>
  )
