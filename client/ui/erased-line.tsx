import { Eraser } from 'lucide-react'
import css from './erased-line.module.css'

/** The mark of something that was erased for good, in one quiet line. */
export const ErasedLine = ({ words }: { words: string }) => (
  <p className={css.line}>
    <Eraser size={16} aria-hidden /> <span>{words}</span>
  </p>
)
