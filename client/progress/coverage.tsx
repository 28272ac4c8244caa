import { Figure } from './figure.tsx'
import css from './progress.module.css'
import { coverageSentence, settingWords } from './progress-words.ts'

/** How many notes come from each setting. */
export function Coverage({ title, coverage, notSeenIn = [] }: { title: string; coverage: ReadonlyMap<string, number>; notSeenIn?: readonly string[] }) {
  if (coverage.size === 0) return null
  const most = Math.max(...coverage.values())
  const rows = [...coverage].map(([setting, count]) => [capital(settingWords[setting] ?? setting), count] as const)
  return (
    <Figure title={title} sentence={coverageSentence(coverage, notSeenIn)} columns={['Where', 'Notes']} rows={rows.map(([where, count]) => [where, String(count)])}>
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role */}
      <div role="img" aria-label={coverageSentence(coverage, notSeenIn)} className={css.bars}>
        {rows.map(([where, count]) => (
          <div key={where} className={css.barRow} aria-hidden>
            <span>{where}</span>
            <span className={css.barRoom}>
              <span className={css.bar} style={{ inlineSize: `${(count / most) * 100}%` }} />
            </span>
            <span className={css.number}>{count}</span>
          </div>
        ))}
      </div>
    </Figure>
  )
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
