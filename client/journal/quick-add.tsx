import { ClipboardCheck, MessageCircleQuestion, Repeat } from 'lucide-react'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { useAudienceChoices } from './audience.ts'
import { beginEntry } from './begin-entry.ts'
import css from './today-parts.module.css'

/** The ways to begin something other than a note. */
export default function QuickAdd() {
  const canWrite = useAudienceChoices().length > 0
  const { plan } = usePlanSession()
  if (!canWrite) return null
  return (
    <div className={css.quick}>
      {plan !== null && (
        <Button onPress={() => beginEntry({ kind: 'practice' })}>
          <Repeat size={18} aria-hidden /> Tried it
        </Button>
      )}
      <Button onPress={() => beginEntry({ kind: 'check-in' })}>
        <ClipboardCheck size={18} aria-hidden /> Check-in
      </Button>
      <Button onPress={() => beginEntry({ kind: 'question' })}>
        <MessageCircleQuestion size={18} aria-hidden /> Question
      </Button>
    </div>
  )
}
