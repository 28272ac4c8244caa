import type { ReactNode } from 'react'
import type { ContentLine } from './content-lines.ts'
import css from './line-list.module.css'

type LineListProps = {
  lines: readonly ContentLine[]
  /** Marks the words, for instance as new. */
  wrap?: (words: string) => ReactNode
}

/** Labels with their words. */
export const LineList = ({ lines, wrap = (words) => words }: LineListProps) => (
  <dl className={css.lines}>
    {lines.map(({ label, text, items }, i) => (
      <div key={i} className={css.line}>
        {label !== '' && <dt>{label}</dt>}
        <dd dir="auto">
          {items === undefined ? wrap(text) : (
            <ol>
              {items.map((item, place) => (
                <li key={place}>{wrap(item)}</li>
              ))}
            </ol>
          )}
        </dd>
      </div>
    ))}
  </dl>
)
