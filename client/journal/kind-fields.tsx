import { Chips } from '../ui/chips.tsx'
import { useShared } from '../sync/use-shared.ts'
import { CheckInFields } from './check-in-fields.tsx'
import type { ComposerProps } from './composer.tsx'
import css from './composer.module.css'
import { gasWords, wentWords } from './entry-words.tsx'
import { gasLinesOf, useList, useTitles, useWorkedOn } from './use-plan-lists.ts'
import { WordsBox } from './words-box.tsx'

/** What the kinds other than a note ask. */
export default function KindFields(props: ComposerProps) {
  switch (props.draft.kind) {
    case 'practice':
      return <Practice {...props} />
    case 'check-in':
      return <CheckInFields {...props} />
    case 'rating':
      return <Rating {...props} />
    case 'question':
      return <AboutWhat {...props} />
    case 'decision':
      return <WhyAndDissent {...props} />
    default:
      return null
  }
}

function Practice({ draft: { values }, change }: ComposerProps) {
  const titles = useTitles('strategies')
  const ids = useWorkedOn('strategies')
  return (
    <>
      {ids.length === 0 ? (
        <p className={css.hint}>There is nothing to try in the plan yet. You can still say what you tried.</p>
      ) : (
        <Chips
          label="What did you try?"
          chips={ids.map((id) => ({ id, label: titles[id] ?? '' }))}
          chosen={values.strategy === undefined ? [] : [values.strategy]}
          onChange={([strategy]) => change({ values: { strategy } })}
        />
      )}
      <Chips
        label="Did it happen?"
        isRequired
        chips={[
          { id: 'yes', label: 'Yes' },
          { id: 'no', label: 'Not this time' },
        ]}
        chosen={[values.done === false ? 'no' : 'yes']}
        onChange={([done]) => change({ values: { done: done === 'yes' } })}
      />
      {values.done !== false && (
        <>
          <Chips
            label="How did it go?"
            chips={[5, 4, 3, 2, 1].map((level) => ({ id: String(level), label: wentWords[level] ?? '' }))}
            chosen={values.howItWent === undefined ? [] : [String(values.howItWent)]}
            onChange={([level]) => change({ values: { howItWent: level === undefined ? undefined : Number(level) } })}
          />
          <Chips
            label="How many minutes?"
            chips={[2, 5, 10, 15, 20, 30].map((minutes) => ({ id: String(minutes), label: String(minutes), spoken: `${minutes} minutes` }))}
            chosen={values.minutes === undefined ? [] : [String(values.minutes)]}
            onChange={([minutes]) => change({ values: { minutes: minutes === undefined ? undefined : Number(minutes) } })}
          />
        </>
      )}
    </>
  )
}

/** A goal, and how far it is: in the words of its own five lines, or as a number. Whatever is pressed last counts. */
function Rating({ draft: { values }, change }: ComposerProps) {
  const titles = useTitles('goals')
  const ids = useWorkedOn('goals')
  const goals = useList('goals')
  const { goal, scale, score } = values
  const lines = useShared(goals, () => (goal === undefined ? {} : gasLinesOf(goals?.get(goal))), 'deep')
  if (ids.length === 0) return <p className={css.hint}>There is no goal in the plan yet.</p>
  const chosenIn = (of: string) => (scale === of && score !== undefined ? [String(score)] : [])
  const pick = (of: string, [level]: string[]) => change({ values: { scale: level === undefined ? undefined : of, score: level === undefined ? undefined : Number(level) } })
  return (
    <>
      <Chips
        label="Which goal?"
        chips={ids.map((id) => ({ id, label: titles[id] ?? '' }))}
        chosen={goal === undefined ? [] : [goal]}
        onChange={([next]) => change({ values: { goal: next, scale: undefined, score: undefined } })}
      />
      {goal !== undefined && (
        <>
          <Chips
            label="Where is it now?"
            look="stack"
            chips={gasWords.map(({ level, words }) => ({ id: String(level), label: words, ...(lines[level] !== undefined && { detail: lines[level] }) }))}
            chosen={chosenIn('gas')}
            onChange={(next) => pick('gas', next)}
          />
          <Chips
            label="Or as a number"
            hint={<span className={css.hint}>0 not at all, 10 all the way</span>}
            chips={Array.from({ length: 11 }, (_, level) => ({ id: String(level), label: String(level), spoken: `${level} of 10` }))}
            chosen={chosenIn('0-10')}
            onChange={(next) => pick('0-10', next)}
          />
        </>
      )}
    </>
  )
}

/** What a question is about: the whole plan, a goal, or something to do at home. */
function AboutWhat({ draft: { values }, change }: ComposerProps) {
  const goals = useTitles('goals')
  const strategies = useTitles('strategies')
  const [goalIds, strategyIds] = [useWorkedOn('goals'), useWorkedOn('strategies')]
  const chips = [
    { id: 'plan', label: 'Anything else' },
    ...goalIds.map((id) => ({ id: `goal ${id}`, label: goals[id] ?? '' })),
    ...strategyIds.map((id) => ({ id: `strategy ${id}`, label: strategies[id] ?? '' })),
  ]
  if (chips.length === 1) return null
  const { subject, subjectId } = values
  const pick = ([next = 'plan']: string[]) => {
    const [of, id] = next.split(' ')
    change({ values: id === undefined ? { subject: undefined, subjectId: undefined } : { subject: of, subjectId: id } })
  }
  return <Chips label="What is it about?" isRequired chips={chips} chosen={[subjectId === undefined ? 'plan' : `${subject} ${subjectId}`]} onChange={pick} />
}

/** The reason of a decision, and other views, which stay with it. */
const WhyAndDissent = ({ draft: { texts }, change }: ComposerProps) => (
  <>
    <WordsBox
      label="Why?"
      placeholder="Breakfast is calm, and we are both there."
      value={texts.why ?? ''}
      onChange={(why) => change({ texts: { why } })}
    />
    <WordsBox
      label="Who saw it differently, and how?"
      hint="if anybody"
      placeholder="Sam would rather begin at bedtime."
      value={texts.dissent ?? ''}
      onChange={(dissent) => change({ texts: { dissent } })}
    />
  </>
)
