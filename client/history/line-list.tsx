import { Marked } from '../text/changed-words.tsx'
import type { ContentLine } from './content-lines.ts'
import css from './line-list.module.css'

type Mark = { readonly op: 'insert' | 'delete'; readonly said: string }

type LineListProps = {
  lines: readonly ContentLine[]
  /** Marks the words as new or gone. */
  mark?: Mark
}

/** Labels with their words. */
export const LineList = ({ lines, mark }: LineListProps) => (
  <dl className={css.lines}>
    {lines.map(({ label, text, items }, i) => (
      <div key={i} className={css.line}>
        {label !== '' && <dt>{label}</dt>}
        <dd dir="auto">
          {items === undefined ? <Words text={text} mark={mark} /> : (
            <ol>
              {items.map((item, place) => (
                <li key={place}><Words text={item} mark={mark} /></li>
              ))}
            </ol>
          )}
        </dd>
      </div>
    ))}
  </dl>
)

const Words = ({ text, mark }: { text: string; mark: Mark | undefined }) => (mark === undefined ? text : <Marked {...mark}>{text}</Marked>)
