import { CircleHelp, MessageSquare, PencilLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { statusLabels } from '../i18n/plan-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { ChangedWords } from '../text/changed-words.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { announce } from '../ui/status-region.tsx'
import { addRemark } from './add-entry.ts'
import { chosenAudience, useAudienceChoices } from './audience.ts'
import { beginRemark, type Remark, type RemarkKind } from './begin-remark.ts'
import composer from './composer.module.css'
import { whereOf } from './plan-place.ts'
import { changeOf, useRemarkDraft, type RemarkDraft } from './remark-draft.ts'
import { statusesOf, suggestedRuns } from './suggested.ts'
import { showSaid } from './talk-state.ts'
import css from './talk.module.css'
import { WhoReads } from './who-reads.tsx'
import { WordsBox } from './words-box.tsx'

const icon = { size: 18, 'aria-hidden': true } as const
const kinds: Record<Exclude<RemarkKind, 'summary'>, { label: string; icon: ReactNode }> = {
  comment: { label: 'Comment', icon: <MessageSquare {...icon} /> },
  question: { label: 'Question', icon: <CircleHelp {...icon} /> },
  suggestion: { label: 'Suggest a change', icon: <PencilLine {...icon} /> },
}
const asks: Record<RemarkKind, { title: string; label: string; save: string; placeholder?: string }> = {
  comment: { title: 'New comment', label: 'What do you want to say?', save: 'Save comment' },
  question: { title: 'New question', label: 'What would you like to ask?', save: 'Save question' },
  suggestion: { title: 'New suggestion', label: 'Why?', save: 'Save suggestion', placeholder: 'She says it like this at home.' },
  summary: { title: 'What I heard', label: 'What did you hear the family say?', save: 'Ask if this is right', placeholder: 'Mornings are the hardest. You would like help with getting dressed.' },
}

/** Something about the plan, a goal, a strategy, a text of theirs or some words of it: who reads it is shown before it is saved. */
export default function RemarkSheet({ remark }: { remark: Remark }) {
  const { planId, memberId, connections } = usePlanSession()
  const { draft, change, clear } = useRemarkDraft(planId, memberId, remark)
  const choices = useAudienceChoices()
  const audience = chosenAudience(choices, draft.partId)
  const { title, label, save: saveWords, placeholder } = asks[draft.kind]
  const before = wordsBefore(remark, draft)
  const isReady = draft.kind === 'suggestion' ? isSuggestionReady(draft, before) : draft.words.trim() !== ''
  const close = () => beginRemark(null)
  const save = () => {
    if (audience === undefined || !isReady) return
    const { target, ...content } = contentOf(remark, draft, before)
    const id = addRemark(audience.journal, draft.kind, target, content, { by: memberId, at: new Date() })
    clear()
    close()
    showSaid(whereOf(target), id)
    const connection = connections.find(({ partId }) => partId === audience.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
  }
  return (
    <Sheet
      title={title}
      onClose={close}
      footer={
        <div className={composer.save}>
          {audience !== undefined && <WhoReads choices={choices} chosen={audience} onChoose={(partId) => change({ partId })} />}
          <Button look="primary" size="main" fills isDisabled={!isReady || audience === undefined} onPress={save}>
            {saveWords}
          </Button>
        </div>
      }
    >
      <div className={composer.composer}>
        {remark.kind !== 'summary' && remark.target.subject !== 'plan' && (
          <Chips
            label="What is it?"
            hideLabel
            isRequired
            chips={Object.entries(kinds).map(([id, kind]) => ({ id, ...kind }))}
            chosen={[draft.kind]}
            onChange={([kind]) => change({ kind: kind as RemarkKind })}
          />
        )}
        {remark.anchor !== undefined && draft.kind !== 'suggestion' ? (
          <blockquote className={css.quote}>{remark.anchor.quote}</blockquote>
        ) : (
          remark.title !== '' && <p className={css.about}>About: {remark.title}</p>
        )}
        {draft.kind === 'suggestion' && <SuggestionFields remark={remark} draft={draft} before={before} change={change} />}
        <WordsBox
          key={draft.kind}
          label={label}
          {...(draft.kind === 'suggestion' && { hint: 'if you like' })}
          {...(placeholder !== undefined && { placeholder })}
          rows={draft.kind === 'suggestion' ? 2 : 4}
          maxLength={5000}
          value={draft.words}
          onChange={(words) => change({ words })}
          takesFocus={draft.kind !== 'suggestion'}
        />
      </div>
    </Sheet>
  )
}

type SuggestionFieldsProps = { remark: Remark; draft: RemarkDraft; before: string; change: (part: Partial<RemarkDraft>) => void }

/** Which words, and what they would be, with the difference below as it will be read. */
function SuggestionFields({ remark: { texts, status, target }, draft, before, change }: SuggestionFieldsProps) {
  const text = texts.find(({ field }) => field === draft.what)
  const isNew = status === undefined
  const options = isNew
    ? [{ id: 'goal', label: 'A new goal' }, { id: 'strategy', label: 'Something new to try' }]
    : [...texts.map(({ field, label }) => ({ id: field, label })), { id: 'status', label: 'How it stands' }]
  const after = draft.after ?? before
  return (
    <>
      <Chips label="What should change?" isRequired chips={options} chosen={[draft.what]} onChange={([what = draft.what]) => change({ what, after: null })} />
      {draft.what === 'status' ? (
        <Chips
          label={`Now: ${statusLabels[status as keyof typeof statusLabels] ?? ''}. What should it be?`}
          chips={statusesOf(target.subject).filter((one) => one !== status).map((one) => ({ id: one, label: statusLabels[one] }))}
          chosen={draft.statusAfter === '' ? [] : [draft.statusAfter]}
          onChange={([statusAfter = '']) => change({ statusAfter })}
        />
      ) : (
        <WordsBox
          key={draft.what}
          label={isNew ? 'In a few words' : 'Your words'}
          rows={4}
          maxLength={text?.maxChars ?? 1000}
          value={after}
          onChange={(words) => change({ after: words })}
          takesFocus
        />
      )}
      {draft.what !== 'status' && !isNew && before !== '' && after !== before && (
        <div className={css.preview}>
          <p className={css.small}>What would change</p>
          <ChangedWords runs={suggestedRuns(before, after)} names={undefined} isPlain />
        </div>
      )}
    </>
  )
}

const wordsBefore = ({ texts }: Remark, { what }: RemarkDraft): string => texts.find(({ field }) => field === what)?.words ?? ''

const isSuggestionReady = ({ what, after, statusAfter }: RemarkDraft, before: string): boolean =>
  what === 'status' ? statusAfter !== '' : after !== null && after.trim() !== '' && after.trim() !== before.trim()

/** What the entry holds. */
function contentOf({ target, anchor, status }: Remark, { kind, words, what, after, statusAfter }: RemarkDraft, before: string) {
  const bare = { subject: target.subject, subjectId: target.subjectId }
  if (kind === 'question') return { target, values: { ...anchor, answerState: 'open' }, texts: { text: words } }
  if (kind !== 'suggestion') return { target, values: { ...anchor }, texts: { text: words } }
  const change = changeOf(what)
  if (change === 'status') return { target: bare, values: { change, statusBefore: status ?? '', statusAfter }, texts: { text: words } }
  if (change !== 'wording') return { target: bare, values: { change }, texts: { text: words, after: after ?? '' } }
  return { target: { ...bare, field: what }, values: { change }, texts: { text: words, before, after: after ?? '' } }
}

