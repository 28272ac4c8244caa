import { useState } from 'react'
import { Chips } from '../ui/chips.tsx'
import type { ComposerProps } from './composer.tsx'
import type { DraftTexts } from './draft.ts'
import { sureWords } from './entry-words.tsx'
import { WordsBox } from './words-box.tsx'

const own = { id: 'own', label: 'In my words' }

const asked: readonly { key: keyof DraftTexts; label: string; ideas: readonly string[] }[] = [
  { key: 'bestBit', label: 'The best bit', ideas: ['Play', 'Mealtimes', 'Bedtime', 'Talking', 'Going out', 'A calm day'] },
  { key: 'hardBit', label: 'The hard bit', ideas: ['Mornings', 'Mealtimes', 'Bedtime', 'Going out', 'Big feelings', 'Nothing much'] },
  { key: 'whatChanged', label: 'What changed?', ideas: ['Nothing new', 'Slept badly', 'Was ill', 'New routine', 'Visitors', 'New medicine'] },
]

/** A check-in: four taps, and words only for who likes to. */
export const CheckInFields = ({ draft, change }: ComposerProps) => (
  <>
    <HowSure draft={draft} change={change} />
    {asked.map(({ key, label, ideas }) => (
      <OneAnswer key={key} label={label} ideas={ideas} words={draft.texts[key] ?? ''} onChange={(words) => change({ texts: { [key]: words } })} />
    ))}
  </>
)

/** How sure somebody feels. */
export const HowSure = ({ draft: { values }, change }: ComposerProps) => (
  <Chips
    label="How sure do you feel about what you do at home?"
    chips={[1, 2, 3, 4, 5].map((level) => ({ id: String(level), label: sureWords[level] ?? '' }))}
    chosen={values.confidence === undefined ? [] : [String(values.confidence)]}
    onChange={([level]) => change({ values: { confidence: level === undefined ? undefined : Number(level) } })}
  />
)

type OneAnswerProps = { label: string; ideas: readonly string[]; words: string; onChange: (words: string) => void }

function OneAnswer({ label, ideas, words, onChange }: OneAnswerProps) {
  const [isWriting, setIsWriting] = useState(words !== '' && !ideas.includes(words))
  const pick = ([next]: string[]) => {
    setIsWriting(next === own.id)
    onChange(next === own.id ? '' : (next ?? ''))
  }
  return (
    <>
      <Chips
        label={label}
        chips={[...ideas.map((idea) => ({ id: idea, label: idea })), own]}
        chosen={isWriting ? [own.id] : words === '' ? [] : [words]}
        onChange={pick}
      />
      {isWriting && <WordsBox label={`${label}, in your words`} value={words} onChange={onChange} takesFocus />}
    </>
  )
}
