import type { Change } from '#shared/version/changes.ts'
import { entryOf } from '#shared/version/news.ts'
import { clockWords, dayHeading } from '../i18n/date-words.ts'
import type { Names } from '../i18n/name-words.ts'
import css from './since.module.css'
import { Step } from './step.tsx'
import type { Titles } from './use-titles.ts'

const wentWords = ['', 'it was very hard', 'it was hard', 'it was so-so', 'it went well', 'it went very well']

/** How often each strategy was tried, and how it went. Days without are no news. */
export function Practices({ changes, names, titles }: { changes: readonly Change[]; names: Names; titles: Titles }) {
  const entries = changes.map(entryOf)
  return (
    <ul className={css.list}>
      {[...Map.groupBy(entries, ({ strategy }) => (typeof strategy === 'string' ? strategy : ''))].map(([strategy, tries]) => (
        <li key={strategy} className={css.groupCard}>
          <h3 className={css.groupTitle} dir="auto">
            {titles.get(strategy) ?? 'Something from the plan'} <span className={css.count}>{tries.length === 1 ? 'once' : `${tries.length} times`}</span>
          </h3>
          <ul className={css.groupList}>
            {tries.map((entry) => {
              const happened = String(entry.happenedAt ?? entry.createdAt)
              const went = entry.done === false ? 'it did not fit in' : wentWords[Number(entry.howItWent)]
              return (
                <Step key={entry.id} id={`new-${entry.id}`}>
                  <p>
                    <strong>{names?.get(String(entry.author)) ?? 'Someone'}</strong>, {dayHeading(happened)}, {clockWords(happened)}
                    {went ? `: ${went}` : ''}
                  </p>
                  {typeof entry.text === 'string' && entry.text.trim() !== '' && (
                    <p className={css.words} dir="auto">
                      {entry.text}
                    </p>
                  )}
                </Step>
              )
            })}
          </ul>
        </li>
      ))}
    </ul>
  )
}
