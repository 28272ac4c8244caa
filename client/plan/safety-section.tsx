import { LifeBuoy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { PartHandle } from '../sync/plan-session.tsx'
import { DateField } from '../ui/date-field.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Notice } from '../ui/notice.tsx'
import { setString } from './acts.ts'
import { useString } from './entity.ts'
import { OptionalTexts, type OptionalText } from './optional-texts.tsx'
import css from './plan-page.module.css'

const texts: readonly OptionalText[] = [
  { key: 'warningSigns', label: 'Signs that it is getting hard', addWords: 'Signs that it is getting hard', placeholder: 'What you see or hear first' },
  { key: 'thingsICanDo', label: 'Things I can do', addWords: 'Things I can do', placeholder: 'What helps when I do it myself' },
  { key: 'peopleAndPlaces', label: 'People and places that help', addWords: 'People and places that help', placeholder: 'Who to be with, where to go' },
  { key: 'grownUpsToAsk', label: 'Grown-ups to ask', addWords: 'Grown-ups to ask', placeholder: 'Names and numbers' },
  { key: 'professionals', label: 'Whom to call', addWords: 'Whom to call', placeholder: 'Your emergency number, the crisis line, the practice' },
  { key: 'makingHomeSafer', label: 'How we keep home safe', addWords: 'How we keep home safe', placeholder: 'What is locked away, who looks after it' },
]

/** The place on the page, for `/c/{planId}/plan#safety-plan`. */
export const safetyPlace = 'safety-plan'

const isAskedFor = (): boolean => location.hash === `#${safetyPlace}`

/** What to do when it gets hard, in the family's own words. In the device's copy like the rest of the plan, so it opens without a network. */
export function SafetySection({ part }: { part: PartHandle }) {
  const safety = part.doc.getMap<unknown>('safety')
  const reviewedAt = useString(safety, 'reviewedAt')
  const [isOpen, setIsOpen] = useState(isAskedFor)
  useEffect(() => {
    const look = () => isAskedFor() && setIsOpen(true)
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return (
    <section id={safetyPlace} className={css.section} tabIndex={-1} aria-label="Safety plan">
      <Disclosure
        level={2}
        isExpanded={isOpen}
        onExpandedChange={setIsOpen}
        title={
          <>
            <LifeBuoy size={20} aria-hidden /> Safety plan
          </>
        }
      >
        <div className={css.panel}>
          <Notice tone="warn">Nobody watches this page. In danger, call your emergency number at once.</Notice>
          <OptionalTexts part={part} entity={safety} where="safety" texts={texts} />
          {part.canWrite && <DateField label="Last looked at together on" value={reviewedAt} onChange={(day) => setString(part, safety, 'reviewedAt', day)} />}
        </div>
      </Disclosure>
    </section>
  )
}
