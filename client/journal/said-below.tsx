import { MessageSquare } from 'lucide-react'
import { lazy } from '../ui/lazy.ts'
import { saidId } from '../text/talk.ts'
import { Button } from '../ui/button.tsx'
import { Optional } from '../ui/optional.tsx'
import { hideSaid, showSaid, useIsOpen } from './talk-state.ts'
import { useSaidAt } from './talk-of-plan.ts'
import css from './talk.module.css'

const SaidList = lazy(() => import('./said-list.tsx'))

/** "3 said about this", and what they are once it is pressed. */
export function SaidBelow({ where }: { where: string }) {
  const count = useSaidAt(where).length
  const isOpen = useIsOpen(where)
  if (count === 0) return null
  return (
    <div id={saidId(where)} className={css.below} role={isOpen ? 'group' : undefined} aria-label={isOpen ? 'Said about this' : undefined}>
      <Button look="quiet" size="small" aria-expanded={isOpen} onPress={() => (isOpen ? hideSaid(where) : showSaid(where, null))}>
        <MessageSquare size={16} aria-hidden /> {count} said about this
      </Button>
      {isOpen && (
        <Optional>
          <SaidList where={where} />
        </Optional>
      )}
    </div>
  )
}
