import { Eye } from 'lucide-react'
import css from './seen-mark.module.css'

/** Who has seen something, in one quiet line. Nothing while nobody has. */
export const SeenMark = ({ words }: { words: string }) =>
  words !== '' && (
    <p className={css.seen}>
      <Eye size={16} aria-hidden /> {words}
    </p>
  )
