import { useWords, type Entry } from './entry.ts'
import css from './feed.module.css'

const furtherTexts = [
  { key: 'before', label: 'Before' },
  { key: 'after', label: 'After' },
  { key: 'bestBit', label: 'Best bit' },
  { key: 'hardBit', label: 'Hard bit' },
  { key: 'whatChanged', label: 'What changed' },
] as const

/** The words of an entry, with what else its kind holds. */
export const EntryBody = ({ entry, words, kind }: { entry: Entry; words: string; kind: string }) => (
  <>
    {words !== '' && (
      <p className={css.words} dir="auto">
        {words}
      </p>
    )}
    <dl className={css.more} aria-label={kind}>
      {furtherTexts.map((text) => (
        <FurtherText key={text.key} entry={entry} field={text.key} label={text.label} />
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
