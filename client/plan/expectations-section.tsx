import type { PartHandle } from '../sync/plan-session.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { OptionalTexts, type OptionalText } from './optional-texts.tsx'
import css from './plan-page.module.css'

const texts: readonly OptionalText[] = [
  { key: 'replyWithin', label: 'When questions are answered', addWords: 'When questions are answered', placeholder: 'On working days, within two days' },
  { key: 'notWatched', label: 'When it is urgent', addWords: 'When it is urgent', placeholder: 'Nobody watches this plan day and night. Call …' },
  { key: 'whatWeAsk', label: 'What we ask of you', addWords: 'What we ask of you', placeholder: 'One small thing a day, and a note when something happens' },
  { key: 'howLong', label: 'When we look at the plan together', addWords: 'When we look at it together', placeholder: 'Every six weeks' },
  { key: 'ifItDoesNotWork', label: 'If it does not help', addWords: 'If it does not help', placeholder: 'We talk about it and change the plan' },
]

/** What was agreed at the start: what each can expect of the others. */
export const ExpectationsSection = ({ part }: { part: PartHandle }) => (
  <section className={css.section}>
    <Disclosure level={2} title="What we agreed">
      <OptionalTexts part={part} entity={part.doc.getMap<unknown>('expectations')} where="expectations" texts={texts} />
    </Disclosure>
  </section>
)
