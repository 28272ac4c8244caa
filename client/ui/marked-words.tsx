import { Fragment } from 'react'
import { Hidden } from './hidden.tsx'
import css from './marked-words.module.css'

type Stretch = { readonly op: 'same' | 'insert' | 'delete'; readonly text: string }

const marks = { insert: { sign: '+', said: 'added' }, delete: { sign: '−', said: 'removed' } } as const

/** A changed text: what comes and what goes is marked by a line, a sign and words, never by colour alone. */
export const MarkedWords = ({ spans }: { spans: readonly Stretch[] }) => (
  <p className={css.text} dir="auto">
    {spans.map(({ op, text }, i) => {
      if (op === 'same') return <Fragment key={i}>{text}</Fragment>
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
)
