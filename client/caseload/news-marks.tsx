import type { NewsCounts } from '#shared/version/news.ts'
import { filledLists, newsWords } from '../i18n/news-words.ts'
import css from './news-marks.module.css'

const asksForAnswer: readonly string[] = ['questions', 'warningSigns', 'suggestions']

/** How much of what is new, each with a sign and words. */
export const NewsMarks = ({ counts }: { counts: NewsCounts }) => (
  <ul className={css.marks} aria-label="New since you looked">
    {filledLists(counts).map((list) => {
      const { icon: Icon, words } = newsWords[list]
      return (
        <li key={list} className={css.mark} data-list={list} data-asks={asksForAnswer.includes(list) || undefined}>
          <Icon size={16} aria-hidden /> {words(counts[list])}
        </li>
      )
    })}
  </ul>
)
