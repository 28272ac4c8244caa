import { useEffect, useRef, useState } from 'react'
import { TextArea, TextField, Label } from 'react-aria-components'
import type { Topic } from '#shared/journal/journal-part.ts'
import { localMinute } from '../i18n/date-words.ts'
import { Chips } from '../ui/chips.tsx'
import { DateField } from '../ui/date-field.tsx'
import css from './composer.module.css'
import type { Draft } from './draft.ts'
import { hardWords, topicWords } from './topic-words.tsx'
import { useGoalIds, useGoalTitles } from './use-goal-titles.ts'

const shownFirst = 6
/** A win is not hard. */
const topicsWithoutHardness: readonly (Topic | null)[] = ['win', null]

type ComposerProps = {
  draft: Draft
  change: (part: Partial<Draft>) => void
  takesFocus?: boolean
  /** Only the words until something is written. */
  isFolded?: boolean
}

/** The fields of a new note: what happened, what it is about, how hard it was, when, which goal. */
export function Composer({ draft, change, takesFocus = false, isFolded = false }: ComposerProps) {
  const words = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (takesFocus) words.current?.focus()
  }, [takesFocus])
  return (
    <div className={css.composer}>
      <TextField value={draft.words} onChange={(next) => change({ words: next })} className={css.field ?? ''}>
        <Label className={css.label ?? ''}>What did you see or hear?</Label>
        <TextArea
          ref={words}
          // Browsers write what is typed into forms to their disk, to restore it; not these words.
          autoComplete="off"
          className={css.words ?? ''}
          rows={isFolded ? 2 : 4}
          maxLength={5000}
          placeholder="“More juice!” at lunch, without any help."
        />
      </TextField>
      {!isFolded && <Details draft={draft} change={change} />}
    </div>
  )
}

function Details({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const [showsAll, setShowsAll] = useState(false)
  const titles = useGoalTitles()
  const goalIds = useGoalIds()
  const topics = (Object.keys(topicWords) as Topic[]).filter((topic, i) => showsAll || i < shownFirst || topic === draft.topic)
  const more = { id: 'more', label: 'More' }
  const chips = topics.map((topic) => {
    const { label, icon: Icon } = topicWords[topic]
    return { id: topic, label, icon: <Icon size={18} aria-hidden /> }
  })
  const pickTopic = ([topic]: string[]) => {
    if (topic === more.id) return setShowsAll(true)
    change({ topic: (topic as Topic | undefined) ?? null, ...(topic === 'win' && { intensity: null }) })
  }
  return (
    <>
      <Chips label="What is it about?" chips={showsAll ? chips : [...chips, more]} chosen={draft.topic === null ? [] : [draft.topic]} onChange={pickTopic} />
      {!topicsWithoutHardness.includes(draft.topic) && (
        <Chips
          label="How hard was it?"
          hint={<span className={css.hint}>{draft.intensity === null ? '1 not hard, 5 hardest' : hardWords[draft.intensity]}</span>}
          chips={[1, 2, 3, 4, 5].map((level) => ({ id: String(level), label: String(level), spoken: `${level}, ${hardWords[level]}` }))}
          chosen={draft.intensity === null ? [] : [String(draft.intensity)]}
          onChange={([level]) => change({ intensity: level === undefined ? null : Number(level) })}
        />
      )}
      {goalIds.length > 0 && (
        <Chips
          label="About which goal?"
          isMany
          chips={goalIds.map((id) => ({ id, label: titles[id] ?? '' }))}
          chosen={draft.goals}
          onChange={(goals) => change({ goals })}
        />
      )}
      <When draft={draft} change={change} />
    </>
  )
}

const When = ({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) => (
  <div className={css.when}>
    <Chips
      label="When was it?"
      isRequired
      chips={[
        { id: 'now', label: 'Just now' },
        { id: 'earlier', label: 'Earlier' },
      ]}
      chosen={[draft.happenedAt === '' ? 'now' : 'earlier']}
      onChange={([when]) => change({ happenedAt: when === 'now' ? '' : localMinute() })}
    />
    {draft.happenedAt !== '' && (
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
