import { MessageSquarePlus, PencilLine, ThumbsUp } from 'lucide-react'
import { useNames } from '../http/members.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import type { TalkItem } from '../text/talk.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addEncouragement } from './add-entry.ts'
import { namesInWords, useAudienceChoices } from './audience.ts'
import { beginRemark, type RemarkKind } from './begin-remark.ts'
import { whereOf } from './plan-place.ts'
import { SaidBelow } from './said-below.tsx'
import { useEncouragedAt } from './talk-of-plan.ts'
import css from './talk.module.css'

/** At the foot of a goal or strategy: saying something about it, in one tap or in words, and what was said. */
export function AboutItem({ item }: { item: TalkItem }) {
  const { planId, memberId } = usePlanSession()
  const { data: names } = useNames(planId)
  const [widest] = useAudienceChoices()
  const target = { subject: item.subject, subjectId: item.id }
  const where = whereOf(target)
  const encouraged = useEncouragedAt(where)
  const people = [...new Set(encouraged.map(({ entry }) => String(entry.get('author'))))]
  const begin = (kind: RemarkKind) => {
    const { title, status, texts } = item.read()
    beginRemark({ kind, target, title, status, texts })
  }
  const cheer = () => {
    if (widest === undefined) return
    addEncouragement(widest.journal, target, 'well-done', memberId)
    announce('You said: well done')
  }
  return (
    <div className={css.foot}>
      {widest !== undefined && (
        <div className={css.acts}>
          <Button look="quiet" size="small" onPress={() => begin('comment')}>
            <MessageSquarePlus size={16} aria-hidden /> Comment or ask
          </Button>
          <Button look="quiet" size="small" onPress={() => begin('suggestion')}>
            <PencilLine size={16} aria-hidden /> Suggest a change
          </Button>
          {!people.includes(memberId) && (
            <Button look="quiet" size="small" onPress={cheer}>
              <ThumbsUp size={16} aria-hidden /> Well done
            </Button>
          )}
        </div>
      )}
      {people.length > 0 && (
        <p className={css.small}>
          {namesInWords(people.map((id) => (id === memberId ? 'You' : (names?.get(id) ?? 'Somebody'))))} {people.length > 1 || people.includes(memberId) ? 'say' : 'says'}: well done.
        </p>
      )}
      <SaidBelow where={where} />
    </div>
  )
}
