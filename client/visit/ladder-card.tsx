import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { GasLevel } from '#shared/plan/plan-part.ts'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { Writers } from './draft-card.tsx'
import { gasWords, ladderOrder } from './gas-words.ts'
import { Lines } from './goal-reading.tsx'
import { goalOf, mapOf, textOf, useWords } from './plan-items.ts'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** The five lines of a goal, one question at a time. */
export function LadderCard({ visit, part }: CardProps) {
  const [index, setIndex] = useState(0)
  const goal = visit.goalId === null ? undefined : goalOf(part, visit.goalId)
  const title = useWords(goal, 'title')
  if (goal === undefined) return <section className={css.card}><p className={css.wait}>First choose one goal.</p></section>
  const level = ladderOrder[index] as GasLevel
  const { name, question, placeholder } = gasWords[level]
  return (
    <>
      <section className={`${css.card} ${css.writing}`}>
        <p className={css.quote}>{title}</p>
        <p className={css.count}>Line {index + 1} of 5: {name}</p>
        <TextField
          key={level}
          part={part}
          fragment={textOf(mapOf(goal, 'gas'), level)}
          where={`goals/${visit.goalId}/gas/${level}`}
          label={question}
          placeholder={placeholder}
          variant="line"
        />
        <Writers where={`goals/${visit.goalId}/gas`} />
        <div className={css.row}>
          <Button isDisabled={index === 0} onPress={() => setIndex(index - 1)}><ChevronLeft size={20} aria-hidden className={css.flips} /> Line before</Button>
          <Button isDisabled={index === 4} onPress={() => setIndex(index + 1)}>Next line <ChevronRight size={20} aria-hidden className={css.flips} /></Button>
        </div>
      </section>
      <Lines goal={goal} />
    </>
  )
}
