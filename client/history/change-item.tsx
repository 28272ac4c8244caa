import { ArrowDownUp, CircleMinus, CirclePlus, PencilLine, RotateCcw, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { english } from '#shared/version/english.ts'
import { sentenceOf } from '#shared/version/sentences.ts'
import { nameOf, type Names } from '../i18n/name-words.ts'
import { ChangedWords, Marked, Sides, SidesOfWords } from '../text/changed-words.tsx'
import { joinRuns, shortenRuns } from '../text/runs.ts'
import { Button } from '../ui/button.tsx'
import type { NumberedChange } from './change-groups.ts'
import css from './changes.module.css'
import { linesOf, valueWords } from './content-lines.ts'
import { LineList } from './line-list.tsx'

export type Mode = 'list' | 'inline' | 'sides'

const kinds: Readonly<Record<NumberedChange['kind'], { word: string; icon: LucideIcon }>> = {
  added: { word: 'New', icon: CirclePlus },
  removed: { word: 'Removed', icon: CircleMinus },
  changed: { word: 'Changed', icon: PencilLine },
  moved: { word: 'Moved', icon: ArrowDownUp },
}

type ChangeItemProps = {
  change: NumberedChange
  mode: Mode
  names: Names
  isCurrent: boolean
  /** Brings this one change back, where that can be done. */
  onBringBack?: (() => void) | undefined
}

/** One change: the sentence, and the words behind it. */
export function ChangeItem({ change, mode, names, isCurrent, onBringBack }: ChangeItemProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { word, icon: Icon } = kinds[change.kind]
  const details = detailsOf(change, mode, names)
  const isShown = details !== null && (mode !== 'list' || isOpen)
  return (
    <li id={`change-${change.number}`} className={css.item} tabIndex={-1} data-current={isCurrent || undefined}>
      <div className={css.sentenceRow}>
        <p className={css.sentence}>
          <span className={css.kind} data-kind={change.kind}>
            <Icon size={16} aria-hidden /> {word}
          </span>{' '}
          <span dir="auto">{sentenceInGroup(change, names)}</span>
        </p>
        {((mode === 'list' && details !== null) || onBringBack) && (
          <div className={css.itemActs}>
            {mode === 'list' && details !== null && (
              <Button look="quiet" size="small" aria-expanded={isOpen} onPress={() => setIsOpen(!isOpen)}>
                {isOpen ? 'Hide the words' : 'Show the words'}
              </Button>
            )}
            {onBringBack && (
              <Button look="quiet" size="small" onPress={onBringBack}>
                <RotateCcw size={16} aria-hidden /> Bring back only this
              </Button>
            )}
          </div>
        )}
      </div>
      {isShown && <div className={css.details}>{details}</div>}
    </li>
  )
}

/** The sentence without the title of the goal or strategy, which stands above it. */
function sentenceInGroup(change: NumberedChange, names: Names): string {
  const isOfGroup = change.kind === 'changed' && change.entity !== 'entry' && change.within === undefined
  if (!isOfGroup || names === undefined) return change.sentence
  return sentenceOf({ ...change, title: '' }, change.by.map((id) => nameOf(names, id)), english)
}

/** The words of a change; null where the sentence says everything. */
function detailsOf(change: NumberedChange, mode: Mode, names: Names): ReactNode {
  const { kind, spans, before, after, by } = change
  if (spans !== undefined) {
    const runs = joinRuns(spans)
    return mode === 'sides' ? <SidesOfWords runs={runs} names={names} /> : <ShortWords runs={runs} names={names} />
  }
  if (kind === 'added' || kind === 'removed') return <WholeEntity op={kind === 'added' ? 'insert' : 'delete'} content={kind === 'added' ? after : before} by={by} names={names} />
  if (kind === 'moved' || mode === 'list') return null
  const [was, is] = [wordsOf(before), wordsOf(after)]
  if (was === '' && is === '') return null
  const doer = by.length === 0 ? 'somebody' : by.map((id) => nameOf(names, id)).join(', ')
  const gone = was === '' ? null : <Marked op="delete" said={`removed by ${doer}`}>{was}</Marked>
  const come = is === '' ? null : <Marked op="insert" said={`added by ${doer}`}>{is}</Marked>
  return mode === 'sides' ? <Sides before={gone} after={come} /> : <p className={css.values}>{gone}{come}</p>
}

const wordsOf = (value: unknown): string => (Array.isArray(value) ? value : [value]).map(valueWords).filter(Boolean).join(', ')

/** Long stretches that stayed the same are cut short, until somebody wants them. */
function ShortWords({ runs, names }: { runs: ReturnType<typeof joinRuns>; names: Names }) {
  const [isWhole, setIsWhole] = useState(false)
  const short = shortenRuns(runs)
  const isCut = short.some((run, i) => run.text !== runs[i]?.text)
  return (
    <>
      <ChangedWords runs={isWhole ? runs : short} names={names} />
      {isCut && (
        <Button look="quiet" size="small" aria-expanded={isWhole} onPress={() => setIsWhole(!isWhole)}>
          {isWhole ? 'Show only what is near' : 'Show the whole text'}
        </Button>
      )}
    </>
  )
}

/** Everything that came or went at once: a goal, a strategy, a step, a note. */
function WholeEntity({ op, content, by, names }: { op: 'insert' | 'delete'; content: unknown; by: readonly string[]; names: Names }) {
  const lines = typeof content === 'object' && content !== null ? linesOf(content as Record<string, unknown>) : []
  if (lines.length === 0) return null
  const said = `${op === 'insert' ? 'added' : 'removed'} by ${by.length === 0 ? 'somebody' : by.map((id) => nameOf(names, id)).join(', ')}`
  return <LineList lines={lines} mark={{ op, said }} />
}
