import { Chips } from '../ui/chips.tsx'
import { NumberField } from '../ui/number-field.tsx'
import { TimeField } from '../ui/time-field.tsx'
import type { ComposerProps } from './composer.tsx'
import css from './composer.module.css'
import { moodWords } from './entry-words.tsx'
import { WordsBox } from './words-box.tsx'

const routines = ['Getting up', 'Breakfast', 'School run', 'Play', 'Mealtime', 'Homework', 'Bath', 'Bedtime']

/** What else a note can hold: what came before and after, how long and how often, mood, routine, the night, who saw it. */
export default function MoreFields({ draft, change }: ComposerProps) {
  const { texts } = draft
  return (
    <>
      {draft.values.topic === 'sleep' && <Night draft={draft} change={change} />}
      <WordsBox label="What happened before?" value={texts.before ?? ''} onChange={(before) => change({ texts: { before } })} />
      <WordsBox label="And after?" value={texts.after ?? ''} onChange={(after) => change({ texts: { after } })} />
      <HowLongAndWho draft={draft} change={change} />
    </>
  )
}

/** How long and how often, mood, routine, who saw it. */
export function HowLongAndWho({ draft, change }: ComposerProps) {
  const { values } = draft
  return (
    <>
      <div className={css.pair}>
        <NumberField
          label="How long?"
          unit="minutes"
          max={10_080}
          value={values.durationSeconds === undefined ? undefined : Math.round(values.durationSeconds / 60)}
          onChange={(minutes) => change({ values: { durationSeconds: minutes === undefined ? undefined : minutes * 60 } })}
        />
        <NumberField label="How often?" unit="times" max={100_000} value={values.count} onChange={(count) => change({ values: { count } })} />
      </div>
      <Chips
        label="Mood"
        chips={[1, 2, 3, 4, 5].map((level) => ({ id: String(level), label: moodWords[level] ?? '' }))}
        chosen={values.mood === undefined ? [] : [String(values.mood)]}
        onChange={([level]) => change({ values: { mood: level === undefined ? undefined : Number(level) } })}
      />
      <Chips
        label="During what?"
        chips={routines.map((routine) => ({ id: routine, label: routine }))}
        chosen={values.routine === undefined ? [] : [values.routine]}
        onChange={([routine]) => change({ values: { routine } })}
      />
      <WhoSaw draft={draft} change={change} />
    </>
  )
}

/** A night. */
export const Night = ({ draft: { sleep }, change }: ComposerProps) => (
  <fieldset className={css.group}>
    <legend className={css.label}>The night</legend>
    <div className={css.pair}>
      <TimeField label="Lights out" value={sleep.lightsOut ?? ''} onChange={(lightsOut) => change({ sleep: { lightsOut } })} />
      <TimeField label="Asleep" value={sleep.asleep ?? ''} onChange={(asleep) => change({ sleep: { asleep } })} />
      <NumberField label="Slept for" unit="hours" max={24} value={sleep.hours} onChange={(hours) => change({ sleep: { hours } })} />
      <NumberField label="Woke up" unit="times" max={100} value={sleep.wakings} onChange={(wakings) => change({ sleep: { wakings } })} />
      <NumberField
        label="Awake for"
        unit="minutes"
        max={1440}
        value={sleep.awakeMinutes}
        onChange={(awakeMinutes) => change({ sleep: { awakeMinutes } })}
      />
    </div>
  </fieldset>
)

function WhoSaw({ draft: { values }, change }: ComposerProps) {
  const isTold = values.firstHand === false
  return (
    <div className={css.when}>
      <Chips
        label="Who saw it?"
        isRequired
        chips={[
          { id: 'me', label: 'I did' },
          { id: 'told', label: 'Somebody told me' },
        ]}
        chosen={[isTold ? 'told' : 'me']}
        onChange={([who]) => change({ values: who === 'told' ? { firstHand: false } : { firstHand: undefined, toldBy: undefined } })}
      />
      {isTold && <WordsBox label="Who told you?" rows={1} maxLength={200} value={values.toldBy ?? ''} onChange={(words) => change({ values: { toldBy: oneLine(words) } })} />}
    </div>
  )
}

/** The journal takes this as one line. */
const oneLine = (words: string): string => words.replaceAll(/\p{Cc}+/gu, ' ')
