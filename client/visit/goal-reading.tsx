import type * as Y from 'yjs'
import type { GasLevel } from '#shared/plan/plan-part.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { gasWords, topDown } from './gas-words.ts'
import { mapOf, useWords } from './plan-items.ts'
import css from './visit.module.css'

/** A goal to read: the title, the family's words, and what better looks like; `isFolded`: that opens when it is wanted. */
export function GoalReading({ goal, isFolded = false }: { goal: Y.Map<unknown>; isFolded?: boolean }) {
  const title = useWords(goal, 'title')
  const familyWords = useWords(goal, 'familyWords')
  const why = useWords(goal, 'why')
  return (
    <>
      <h2 className={css.goalTitle}>{title === '' ? 'A goal without words yet' : title}</h2>
      {familyWords !== '' && <blockquote className={css.quote}>{familyWords}</blockquote>}
      {why !== '' && <p><strong>Why:</strong> {why}</p>}
      {isFolded ? <Disclosure title="How we will see it"><Lines goal={goal} /></Disclosure> : <Lines goal={goal} />}
    </>
  )
}

/** The lines that hold words, best first. */
export function Lines({ goal }: { goal: Y.Map<unknown> }) {
  const gas = mapOf(goal, 'gas')
  return (
    <dl className={css.lines}>
      {topDown.map((level) => (
        <Line key={level} gas={gas} level={level} />
      ))}
    </dl>
  )
}

function Line({ gas, level }: { gas: Y.Map<unknown> | undefined; level: GasLevel }) {
  const words = useWords(gas, level)
  if (words === '') return null
  return (
    <div className={css.line} data-level={level}>
      <dt><span className={css.sign} aria-hidden>{gasWords[level].sign}</span> {gasWords[level].name}</dt>
      <dd>{words}</dd>
    </div>
  )
}
