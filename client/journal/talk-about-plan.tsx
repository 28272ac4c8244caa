import { Ear, MessageSquarePlus, PencilLine } from 'lucide-react'
import { useEffect } from 'react'
import { isClinician } from '#shared/access.ts'
import { lazy } from '../ui/lazy.ts'
import { usePlanAccess } from '../http/plans.ts'
import { useSynced } from '../sync/save-status.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { setTalk, type TalkItem } from '../text/talk.ts'
import { Button } from '../ui/button.tsx'
import { Optional } from '../ui/optional.tsx'
import { AboutItem } from './about-item.tsx'
import { useAudienceChoices } from './audience.ts'
import { beginRemark, useRemark, type RemarkKind } from './begin-remark.ts'
import { useEntries } from './entry-list.ts'
import { SaidBelow } from './said-below.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { talkNow, updateTalk, useSaidAt } from './talk-of-plan.ts'
import css from './talk.module.css'

const RemarkSheet = lazy(() => import('./remark-sheet.tsx'))

/**
 * Talking about the plan: gives its texts and cards what was said about them, and stands on the page itself with what is about
 * the plan as a whole.
 */
export default function TalkAboutPlan({ planId }: { planId: string }) {
  const entries = useEntries()
  const { plan } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const hasContent = useSynced('journal')
  const canSay = useAudienceChoices().length > 0
  const remark = useRemark()
  const count = useSaidAt('plan').length
  useEffect(() => {
    updateTalk(entries)
    setTalk({
      wordsAt: (where) => talkNow().words.get(where) ?? noWords,
      countAt: (where) => talkNow().said.get(where)?.length ?? 0,
      drawBelowText,
      drawAboutItem,
    })
  }, [entries])
  useEffect(
    () => () => {
      updateTalk(null)
      setTalk(null)
      beginRemark(null)
    },
    [],
  )
  if (!hasContent || (!canSay && count === 0)) return null
  const begin = (kind: RemarkKind) => beginRemark({ kind, target: { subject: 'plan', subjectId: planId }, title: kind === 'suggestion' ? '' : 'the whole plan', texts: [] })
  return (
    <section className={css.whole} aria-labelledby="talk-heading">
      <h2 id="talk-heading" className={css.heading}>
        About the plan as a whole
      </h2>
      {canSay && (
        <div className={css.acts}>
          {access !== undefined && isClinician(access.role) && (
            <Button size="small" onPress={() => begin('summary')}>
              <Ear size={18} aria-hidden /> What I heard
            </Button>
          )}
          <Button size="small" onPress={() => begin('comment')}>
            <MessageSquarePlus size={18} aria-hidden /> Comment or ask
          </Button>
          <Button size="small" onPress={() => begin('suggestion')}>
            <PencilLine size={18} aria-hidden /> Suggest something new
          </Button>
        </div>
      )}
      <SaidBelow where="plan" />
      {plan !== null && canSay && <SelectionBar plan={plan} planId={planId} />}
      {remark !== null && (
        <Optional>
          <RemarkSheet remark={remark} />
        </Optional>
      )}
    </section>
  )
}

const noWords: never[] = []
const drawBelowText = (where: string) => <SaidBelow where={where} />
const drawAboutItem = (item: TalkItem) => <AboutItem item={item} />
