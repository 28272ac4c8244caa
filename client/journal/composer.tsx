import { useState } from 'react'
import type { Topic } from '#shared/journal/journal-part.ts'
import { lazy } from '../ui/lazy.ts'
import { localMinute } from '../i18n/date-words.ts'
import { Chips } from '../ui/chips.tsx'
import { DateField } from '../ui/date-field.tsx'
import css from './composer.module.css'
import { draftKinds, type Draft, type DraftChange, type DraftKind } from './draft.ts'
import { hardWords, settingWords, topicWords } from './entry-words.tsx'
import { KindTabs } from './kind-tabs.tsx'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useTitles, useWorkedOn } from './use-plan-lists.ts'
import { WordsBox } from './words-box.tsx'
import { Optional } from '../ui/optional.tsx'

// A note waits for none of these.
const KindFields = lazy(() => import('./kind-fields.tsx'))
const MoreFields = lazy(() => import('./more-fields.tsx'))

const shownFirst = 6
/** A win is not hard. */
const topicsWithoutHardness: readonly (Topic | undefined)[] = ['win', undefined]

const questions: Record<DraftKind, { label: string; hint?: string; placeholder?: string }> = {
  'observation': { label: 'What did you see or hear?', placeholder: '“More juice!” at lunch, without any help.' },
  'practice': { label: 'Anything to tell?', hint: 'if you like' },
  'check-in': { label: 'Anything else?', hint: 'if you like' },
  'rating': { label: 'What makes you say so?', hint: 'if you like' },
  'question': { label: 'What would you like to ask?', placeholder: 'Should we wait, or help at once?' },
  'decision': { label: 'What did you decide?', placeholder: 'We try the picture cards at breakfast first.' },
}

export type ComposerProps = {
  draft: Draft
  change: (part: DraftChange) => void
  takesFocus?: boolean
  /** Only the words until something is written. */
  isFolded?: boolean
}

/** A new entry: first the words, or what its kind asks; the rest in chips, none of them needed. */
export function Composer({ draft, change, takesFocus = false, isFolded = false }: ComposerProps) {
  const { kind } = draft
  const { plan } = usePlanSession()
  const kinds: readonly DraftKind[] = plan === null ? ['observation', 'check-in', 'question'] : draftKinds
  const isWordsFirst = ['observation', 'question', 'decision'].includes(kind)
  const words = (
    // Its key keeps it, and the focus in it, when the chips come and go around it.
    <WordsBox
      key="words"
      {...questions[kind]}
      value={draft.words}
      onChange={(next) => change({ words: next })}
      rows={isWordsFirst && !isFolded ? 4 : 2}
      maxLength={5000}
      takesFocus={takesFocus && isWordsFirst}
    />
  )
  return isFolded ? (
    <div className={css.composer}>{[words]}</div>
  ) : (
    <div className={css.composer}>
      <KindTabs kind={kind} kinds={kinds} onPick={(next) => change({ kind: next })} />
      {isWordsFirst && words}
      {kind === 'observation' && <NoteChips draft={draft} change={change} />}
      {kind !== 'observation' && (
        <Optional>
          <KindFields draft={draft} change={change} />
        </Optional>
      )}
      {kind === 'decision' && <Goals draft={draft} change={change} />}
      {!isWordsFirst && words}
      {kind !== 'question' && <When draft={draft} change={change} />}
      {kind === 'observation' && <MoreOfNote draft={draft} change={change} />}
    </div>
  )
}

/** What a note is about, how hard it was, and for which goals. */
export function NoteChips({ draft, change }: ComposerProps) {
  const { topic, intensity } = draft.values
  return (
    <>
      <Topics topic={topic} onPick={(next) => change({ values: { topic: next, ...(next === 'win' && { intensity: undefined }) } })} />
      {!topicsWithoutHardness.includes(topic) && (
        <Chips
          label="How hard was it?"
          hint={<span className={css.hint}>{intensity === undefined ? '1 not hard, 5 hardest' : hardWords[intensity]}</span>}
          chips={[1, 2, 3, 4, 5].map((level) => ({ id: String(level), label: String(level), spoken: `${level}, ${hardWords[level]}` }))}
          chosen={intensity === undefined ? [] : [String(intensity)]}
          onChange={([level]) => change({ values: { intensity: level === undefined ? undefined : Number(level) } })}
        />
      )}
      <Goals draft={draft} change={change} />
    </>
  )
}

function Topics({ topic, onPick }: { topic: Topic | undefined; onPick: (topic: Topic | undefined) => void }) {
  const [showsAll, setShowsAll] = useState(false)
  const topics = (Object.keys(topicWords) as Topic[]).filter((id, i) => showsAll || i < shownFirst || id === topic)
  const more = { id: 'more', label: 'Others' }
  const chips = topics.map((id) => {
    const { label, icon: Icon } = topicWords[id]
    return { id, label, icon: <Icon size={18} aria-hidden /> }
  })
  return (
    <Chips
      label="What is it about?"
      chips={showsAll ? chips : [...chips, more]}
      chosen={topic === undefined ? [] : [topic]}
      onChange={([next]) => (next === more.id ? setShowsAll(true) : onPick(next as Topic | undefined))}
    />
  )
}

/** Which goals it is about. */
export function Goals({ draft, change }: ComposerProps) {
  const titles = useTitles('goals')
  const ids = useWorkedOn('goals')
  if (ids.length === 0) return null
  return (
    <Chips
      label="About which goal?"
      isMany
      chips={ids.map((id) => ({ id, label: titles[id] ?? '' }))}
      chosen={draft.goals}
      onChange={(goals) => change({ goals })}
    />
  )
}

const When = ({ draft, change }: ComposerProps) => (
  <div className={css.when}>
    <Chips
      label="When was it?"
      isRequired
      chips={[
        { id: 'now', label: 'Just now' },
        { id: 'earlier', label: 'Earlier' },
      ]}
      chosen={[draft.isEarlier ? 'earlier' : 'now']}
      onChange={([when]) => change(when === 'now' ? { isEarlier: false } : { isEarlier: true, happenedAt: localMinute() })}
    />
    {draft.isEarlier && (
      <DateField
        label="Day and time"
        kind="datetime-local"
        value={draft.happenedAt}
        max={localMinute()}
        onChange={(happenedAt) => change({ happenedAt })}
      />
    )}
  </div>
)

/** Where it was. */
export const Where = ({ draft, change }: ComposerProps) => (
  <Chips
    label="Where was it?"
    chips={Object.entries(settingWords).map(([id, label]) => ({ id, label }))}
    chosen={draft.values.setting === undefined ? [] : [draft.values.setting]}
    onChange={([setting]) => change({ values: { setting } })}
  />
)

/** Where it was, and behind one press everything else that a note can hold. */
function MoreOfNote({ draft, change }: ComposerProps) {
  const [isOpen, setIsOpen] = useState(false)
  // Also when it comes later, with a note that was begun earlier: nothing is saved that was not seen.
  if (!isOpen && hasMore(draft)) setIsOpen(true)
  const isNight = draft.values.topic === 'sleep'
  return (
    <>
      <Where draft={draft} change={change} />
      {!isOpen && (
        <button type="button" className={css.more} onClick={() => setIsOpen(true)}>
          More: {isNight ? 'the night, ' : ''}before and after, how long, mood, who saw it
        </button>
      )}
      {isOpen && (
        <Optional>
          <MoreFields draft={draft} change={change} />
        </Optional>
      )}
    </>
  )
}

function hasMore({ texts, values, sleep }: Draft): boolean {
  const { mood, durationSeconds, count, routine, firstHand, toldBy } = values
  const given = [mood, durationSeconds, count, routine, firstHand, toldBy, ...Object.values(texts), ...Object.values(sleep)]
  return given.some((value) => value !== undefined && value !== '')
}
