import { kindWords, textLabels } from './entry-words.tsx'
import { useWords, type Entry } from './entry.ts'
import css from './feed.module.css'

/** The words of an entry, with what else its kind holds. */
export const EntryBody = ({ entry, words, kind }: { entry: Entry; words: string; kind: unknown }) => (
  <>
    {words !== '' && (
      <p className={kind === 'decision' ? `${css.words} ${css.lead}` : css.words} dir="auto">
        {words}
      </p>
    )}
    <dl className={css.more} aria-label={kindWords[kind as keyof typeof kindWords] ?? 'Note'}>
      {textLabels(kind).map(([key, label]) => (
        <FurtherText key={key} entry={entry} field={key} label={label} />
      ))}
    </dl>
  </>
)

function FurtherText({ entry, field, label }: { entry: Entry; field: string; label: string }) {
  const words = useWords(entry, field)
  if (words === '') return null
  return (
    <>
      <dt>{label}</dt>
      <dd className={css.words} dir="auto">
        {words}
      </dd>
    </>
  )
}
