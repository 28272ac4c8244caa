import { Fragment } from 'react'
import type { Span } from '#shared/version/changes.ts'
import { momentWords } from '../i18n/date-words.ts'
import { Hidden } from '../ui/hidden.tsx'
import css from './changed-words.module.css'

/** Names by member id. */
export type Names = ReadonlyMap<string, string> | undefined

const marks = { insert: { sign: '+', said: 'added' }, delete: { sign: '−', said: 'removed' } } as const

/** So many letters of what stayed the same stand beside a change. */
const nearby = 80

/** A changed text: what came and what went is marked by a line, a sign and words, never by colour alone. */
export function ChangedWords({ spans, names }: { spans: readonly Span[]; names: Names }) {
  const runs = joinSpans(spans)
  const credits = new Map(runs.flatMap((run) => (run.op === 'same' ? [] : [[`${run.op} ${run.by ?? ''}`, creditOf(run, names)]])))
  return (
    <div className={css.changed}>
      <p className={css.text} dir="auto">
        {runs.map(({ op, text }, i) => {
          if (op === 'same') return <Fragment key={i}>{shorten(text, i === 0, i === runs.length - 1)}</Fragment>
          const Mark = op === 'insert' ? 'ins' : 'del'
          return (
            <Mark key={i} className={css[op]}>
              <span className={css.sign} aria-hidden>
                {marks[op].sign}
              </span>
              <Hidden>({marks[op].said}: </Hidden>
              {text}
              <Hidden>)</Hidden>
            </Mark>
          )
        })}
      </p>
      <p className={css.credits}>{[...credits.values()].join(' · ')}</p>
    </div>
  )
}

function creditOf({ op, by, at }: Span, names: Names): string {
  const who = (by === null ? undefined : names?.get(by)) ?? 'somebody'
  const did = op === 'insert' ? '+ added' : '− removed'
  return `${did} by ${who}${at === null ? '' : `, ${momentWords(at)}`}`
}

/** What stands side by side and is alike for a reader becomes one: the same words whoever wrote them, others by one person. */
function joinSpans(spans: readonly Span[]): Span[] {
  const runs: Span[] = []
  for (const span of spans) {
    const last = runs.at(-1)
    const isAlike = last?.op === span.op && (span.op === 'same' || last.by === span.by)
    if (isAlike && last !== undefined) runs[runs.length - 1] = { ...span, text: last.text + span.text }
    else if (span.text !== '') runs.push(span)
  }
  return runs
}

/** Leaves out the middle of a long stretch that stayed the same. */
function shorten(text: string, isFirst: boolean, isLast: boolean): string {
  const head = isFirst ? '' : text.slice(0, nearby).replace(/\S*$/, '')
  const tail = isLast ? '' : text.slice(-nearby).replace(/^\S*/, '')
  return head.length + tail.length + 20 < text.length ? `${head}… ${tail.trimStart()}` : text
}
