import { clockWords, dateOfInstant, localInstant, momentWords } from './date-words.ts'
import css from './moment.module.css'

/** When something was: "today" on screen, the date on paper, where today is soon another day. */
export const Moment = ({ at }: { at: string }) => (
  <time dateTime={at}>
    <span className={css.screen}>{momentWords(at)}</span>
    <span className={css.paper}>
      {dateOfInstant(at)}, {clockWords(localInstant(new Date(at)))}
    </span>
  </time>
)
