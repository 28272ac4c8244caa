import { CircleCheck, CircleSlash } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Outcome } from '#shared/journal/journal-part.ts'
import { fieldLabel, statusLabels } from '../i18n/plan-words.ts'
import { useNames } from '../http/members.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { useWordsDraft } from '../sync/words-draft.ts'
import { ChangedWords } from '../text/changed-words.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { announce } from '../ui/status-region.tsx'
import { addReply } from './add-entry.ts'
import type { EntryRow } from './entry-list.ts'
import { useEntryValues, useWords, wordsOf, type Entry, type EntryValues } from './entry.ts'
import { nowIn, outcomeOf, standingOf, suggestedRuns, takeOver } from './suggested.ts'
import feed from './feed.module.css'
import css from './talk.module.css'
import { WordsBox } from './words-box.tsx'

type SuggestionProps = { id: string; journal: PartHandle; entry: Entry; values: EntryValues; said: readonly EntryRow[] }

/** A suggestion: what it was, what it would be, why; and what became of it, with the acts of those who may edit the plan. */
export default function Suggestion({ id, journal, entry, values, said }: SuggestionProps) {
  const { plan } = usePlanSession()
  const [before, after, why] = [useWords(entry, 'before'), useWords(entry, 'after'), useWords(entry, 'text')]
  const settled = outcomeOf(said)
  return (
    <div className={css.suggestion}>
      <p className={css.small}>{headOf(values)}</p>
      <div className={css.preview}>
        {values.change === 'wording' && <ChangedWords runs={suggestedRuns(before, after)} names={undefined} isPlain />}
        {values.change === 'status' && <StatusChange from={values.statusBefore} to={values.statusAfter} />}
        {(values.change === 'goal' || values.change === 'strategy') && <p dir="auto">{after}</p>}
        {values.change === undefined && <p dir="auto">{after}</p>}
      </div>
      {why !== '' && (
        <p className={feed.words} dir="auto">
          <span className={css.small}>Why: </span>
          {why}
        </p>
      )}
      {settled === null ? plan?.canWrite === true && journal.canWrite && <Acts id={id} journal={journal} plan={plan} entry={entry} values={values} /> : <Became outcome={settled.outcome} entry={settled.row.entry} />}
      {settled === null && plan?.canWrite !== true && <p className={css.small}>Waiting for an answer</p>}
    </div>
  )
}

const heads: Record<string, string> = { goal: 'Suggests a new goal', strategy: 'Suggests something new to try', status: 'Suggests another status' }
const headOf = ({ change, field }: EntryValues): string =>
  heads[String(change)] ?? (typeof field === 'string' ? `Suggests other words for ${fieldLabel(field)}` : 'Suggests a change')

const labelOf = (status: unknown): string => statusLabels[status as keyof typeof statusLabels] ?? ''

const StatusChange = ({ from, to }: { from: unknown; to: unknown }) => (
  <p>
    From <strong>{labelOf(from)}</strong> to <strong>{labelOf(to)}</strong>
  </p>
)

/** "Hana took this over. Why: …" */
function Became({ outcome, entry }: { outcome: Outcome; entry: Entry }) {
  const { planId } = usePlanSession()
  const { data: names } = useNames(planId)
  const values = useEntryValues(entry)
  const why = useWords(entry, 'text')
  const name = names?.get(String(values.author)) ?? 'Somebody'
  const Icon = outcome === 'taken' ? CircleCheck : CircleSlash
  return (
    <p className={css.outcome} data-outcome={outcome}>
      <Icon size={18} aria-hidden />
      <span>
        <strong>{outcome === 'taken' ? 'In the plan now' : 'Not now'}</strong> <span aria-hidden>·</span> {why !== '' && <span dir="auto">{why} <span aria-hidden>·</span> </span>}
        <span className={css.small}>{name}</span>
      </span>
    </p>
  )
}

type ActsProps = { id: string; journal: PartHandle; plan: PartHandle; entry: Entry; values: EntryValues }

const takeWords: Record<string, string> = { goal: 'Add this goal', strategy: 'Add this to try', status: 'Set this status' }

function Acts({ id, journal, plan, entry, values }: ActsProps) {
  const { memberId, connections } = usePlanSession()
  const [asks, setAsks] = useState<'not-now' | 'changed' | 'gone' | null>(null)
  const settle = (outcome: Outcome, why: string) => {
    addReply(journal, id, why, { by: memberId, at: new Date() }, { outcome })
    setAsks(null)
    const connection = connections.find(({ partId }) => partId === journal.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
  }
  const take = () => {
    takeOver(plan, entry, values)
    settle('taken', '')
    announce('Changed in the plan')
  }
  const press = () => {
    const standing = standingOf(plan.doc, entry, values)
    if (standing === 'ready') take()
    else if (standing === 'already') settle('taken', '')
    else setAsks(standing)
  }
  return (
    <div className={feed.acts} data-filled="">
      <Button size="small" look="primary" onPress={press}>
        {takeWords[String(values.change)] ?? 'Use these words'}
      </Button>
      <Button size="small" onPress={() => setAsks('not-now')}>
        Not now
      </Button>
      {asks === 'not-now' && <NotNow id={id} onClose={() => setAsks(null)} onSave={(why) => settle('not-now', why)} />}
      {asks === 'gone' && (
        <NotNow id={id} onClose={() => setAsks(null)} onSave={(why) => settle('not-now', why)}>
          What this would change is not in the plan any more, so it cannot be used.
        </NotNow>
      )}
      {asks === 'changed' && <ChangedSince plan={plan} entry={entry} values={values} onClose={() => setAsks(null)} onTake={take} onKeep={() => setAsks('not-now')} />}
    </div>
  )
}

/** Asks why: whoever took the trouble to suggest something is told. */
function NotNow({ id, children, onClose, onSave }: { id: string; children?: ReactNode; onClose: () => void; onSave: (why: string) => void }) {
  const { words: why, setWords: setWhy, clear } = useWordsDraft(`${id}/answer`)
  const save = () => {
    clear()
    onSave(why.trim())
  }
  return (
    <Sheet
      title="Not now"
      isSmall
      onClose={onClose}
      footer={
        <Button look="primary" fills isDisabled={why.trim() === ''} onPress={save}>
          Save the answer
        </Button>
      }
    >
      {children !== undefined && <p>{children}</p>}
      <WordsBox label="Why?" hint="Whoever suggested it can read this." placeholder="A good idea. Let us first see how snack time goes." value={why} onChange={setWhy} takesFocus />
    </Sheet>
  )
}

type ChangedSinceProps = { plan: PartHandle; entry: Entry; values: EntryValues; onClose: () => void; onTake: () => void; onKeep: () => void }

/** The plan says something else by now than when this was suggested: nothing is overwritten unseen. */
function ChangedSince({ plan, entry, values, onClose, onTake, onKeep }: ChangedSinceProps) {
  const isStatus = values.change === 'status'
  const now = nowIn(plan.doc, values)
  const say = (words: string) => (isStatus ? labelOf(words) : words) || 'Nothing'
  const rows = [
    ['In the plan now', say(now)],
    ['When it was suggested', say(isStatus ? String(values.statusBefore) : wordsOf(entry, 'before'))],
    ['Suggested', say(isStatus ? String(values.statusAfter) : wordsOf(entry, 'after'))],
  ]
  return (
    <Sheet
      title="The plan has changed since"
      isSmall
      onClose={onClose}
      footer={
        <div className={css.choices}>
          <Button look="primary" fills onPress={onTake}>
            {isStatus ? 'Set the suggested status' : 'Use the suggested words'}
          </Button>
          <Button fills onPress={onKeep}>
            Keep the plan as it is now
          </Button>
        </div>
      }
    >
      <dl className={css.three}>
        {rows.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd dir="auto">{words}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}
