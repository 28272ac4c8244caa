import type { ReactNode } from 'react'
import css from './progress.module.css'
import { ShapeKey } from './shape.tsx'
import chart from './chart.module.css'

type FigureProps = {
  title: string
  sentence: string
  children: ReactNode
  people?: readonly { id: string; name: string; look: number }[]
  /** The chart has points without lines. */
  isDots?: boolean
  marks?: readonly { sign: string; words: string }[]
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

/** A chart with a sentence above it, and every number of it in a table below. */
export const Figure = ({ title, sentence, children, people = [], isDots = false, marks = [], columns, rows }: FigureProps) => (
  <figure className={css.figure}>
    <figcaption className={css.caption}>
      <h4 className={css.figureTitle}>{title}</h4>
      <p>{sentence}</p>
    </figcaption>
    {children}
    {people.length > 0 && (
      <ul className={chart.legend} aria-label="Whose marks are which">
        {people.map(({ id, name, look }) => (
          <li key={id}>
            <ShapeKey look={look} isDot={isDots} /> {name}
          </li>
        ))}
      </ul>
    )}
    {marks.length > 0 && (
      <ul className={css.marks} aria-label="What began and stopped">
        {marks.map(({ sign, words }, i) => (
          <li key={i}>
            <b className={css.sign}>{sign}</b> {words}
          </li>
        ))}
      </ul>
    )}
    <details className={css.details}>
      <summary className={css.summary}>The numbers in a table</summary>
      <div className={css.scroll}>
        <table className={css.table}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={i}>
                {row.map((cell, j) => (j === 0 ? <th key={j} scope="row">{cell}</th> : <td key={j}>{cell}</td>))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  </figure>
)
