import { Fragment, type ReactNode } from 'react'
import { momentWords } from '../i18n/date-words.ts'
import { Moment } from '../i18n/moment.tsx'
import { nameOf, type Names } from '../i18n/name-words.ts'
import { Hidden } from '../ui/hidden.tsx'
import css from './changed-words.module.css'
import { authorsOf, sidesOf, type Run } from './runs.ts'

const signs = { insert: '+', delete: '−' } as const
const verbs = { insert: 'added', delete: 'removed' } as const

const who = ({ op, by }: Run, names: Names): string => (op === 'same' ? '' : `${verbs[op]} by ${nameOf(names, by)}`)
const whoAndWhen = (run: Run, names: Names): string => who(run, names) + (run.at === null ? '' : `, ${momentWords(run.at)}`)

/** A changed text: what came and what went is marked by a line, a sign and words, never by colour alone. */
export function ChangedWords({ runs, names, isPlain = false }: { runs: readonly Run[]; names: Names; /** Without who and when: not done yet. */ isPlain?: boolean }) {
  // With one person the line below says it once; with several each stretch says it.
  const isByMany = authorsOf(runs).length > 1
  return (
    <div className={css.changed}>
      <p className={css.text} dir="auto">
        {runs.map((run, i) => (
          <Fragment key={i}>
            <Stretch run={run} names={names} isPlain={isPlain} />
            {isByMany && !isPlain && run.op !== 'same' && <span className={css.tag} aria-hidden>{nameOf(names, run.by)}</span>}
          </Fragment>
        ))}
      </p>
      {!isPlain && <Credits runs={runs} names={names} />}
    </div>
  )
}

/** The same text twice: before, with what went, and after, with what came. */
export function SidesOfWords({ runs, names }: { runs: readonly Run[]; names: Names }) {
  const { before, after } = sidesOf(runs)
  return (
    <div className={css.changed}>
      <Sides
        before={before.length === 0 ? null : before.map((run, i) => <Stretch key={i} run={run} names={names} />)}
        after={after.length === 0 ? null : after.map((run, i) => <Stretch key={i} run={run} names={names} />)}
      />
      <Credits runs={runs} names={names} />
    </div>
  )
}

/** Two columns: how it was, how it became. */
export const Sides = ({ before, after }: { before: ReactNode; after: ReactNode }) => (
  <div className={css.sides}>
    {([['Before', before], ['After', after]] as const).map(([label, words]) => (
      <div key={label} className={css.side}>
        <p className={css.sideLabel}>{label}</p>
        <div className={css.text} dir="auto">
          {words ?? <span className={css.nothing}>Nothing</span>}
        </div>
      </div>
    ))}
  </div>
)

function Stretch({ run, names, isPlain = false }: { run: Run; names: Names; isPlain?: boolean }) {
  const { op, text } = run
  if (op === 'same') return text
  const isLine = text.trim() === '' && text.includes('\n')
  return (
    <Marked op={op} said={isPlain ? verbs[op] : whoAndWhen(run, names)}>
      {isLine ? <><span aria-hidden>↵</span><Hidden>a new line</Hidden>{text}</> : text}
    </Marked>
  )
}

/** Words that came or went, with their sign. `said`: who did it and when, for those who listen. */
export function Marked({ op, said, children }: { op: 'insert' | 'delete'; said: string; children: ReactNode }) {
  const Mark = op === 'insert' ? 'ins' : 'del'
  return (
    <Mark className={css[op]}>
      <span className={css.sign} aria-hidden>{signs[op]}</span>
      <Hidden>({said}: </Hidden>
      {children}
      <Hidden>)</Hidden>
    </Mark>
  )
}

/** Who added and who removed, once each, with the last time. */
function Credits({ runs, names }: { runs: readonly Run[]; names: Names }) {
  const credits = new Map<string, Run>()
  for (const run of runs) if (run.op !== 'same') credits.set(`${run.op} ${run.by ?? ''}`, run)
  if (credits.size === 0) return <p className={css.credits}>The same words, marked another way, such as bold.</p>
  return (
    <p className={css.credits}>
      {[...credits.values()].map((run) => (
        <span key={`${run.op} ${run.by ?? ''}`}>
          <b aria-hidden>{run.op === 'same' ? '' : signs[run.op]}</b> {who(run, names)}
          {run.at !== null && <>, <Moment at={run.at} /></>}
        </span>
      ))}
    </p>
  )
}
