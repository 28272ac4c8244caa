import type { ErasureMark } from '#shared/version/erasure.ts'
import { erasedWords } from '../i18n/erasure-words.ts'
import { ErasedLine } from '../ui/erased-line.tsx'
import { useErasures } from './erasures.ts'
import { useNames } from './members.ts'

type ErasedMarksProps = { planId: string; label: string; isHere: (mark: ErasureMark) => boolean }

/** What was erased for good in a place, each in one line. Nothing where nothing was. */
export function ErasedMarks({ planId, label, isHere }: ErasedMarksProps) {
  const { data: erasures = [] } = useErasures(planId)
  const { data: names } = useNames(planId)
  const marks = erasures.filter((mark) => mark.state === 'done' && isHere(mark))
  if (marks.length === 0) return null
  return (
    <section aria-label={label}>
      {marks.map((mark) => (
        <ErasedLine key={mark.id} words={erasedWords(mark, (id) => names?.get(id))} />
      ))}
    </section>
  )
}
