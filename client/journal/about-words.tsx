import { placeOf } from '../text/anchor.ts'
import { fieldLabel } from '../i18n/plan-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'
import type { EntryValues } from './entry.ts'
import { placeIn } from './talk-index.ts'
import { textAt } from './plan-place.ts'
import type { Entry } from './entry.ts'
import css from './talk.module.css'

/** The words of the plan that an entry is about, as they were. Says so where they are not in the plan any more. */
export function AboutWords({ entry, values }: { entry: Entry; values: EntryValues }) {
  const { plan } = usePlanSession()
  const place = placeIn(entry)
  const fragment = place === null ? undefined : textAt(plan?.doc, place)
  const { letters, quote } = values
  const isThere = useShared(fragment, () => fragment !== undefined && placeOf(fragment, { letters: String(letters), quote: String(quote) }) !== null, 'deep')
  if (typeof quote !== 'string' || typeof letters !== 'string') {
    return typeof values.field === 'string' && values.kind !== 'suggestion' ? <p className={css.small}>About {fieldLabel(values.field)}</p> : null
  }
  return (
    <figure className={css.figure}>
      <blockquote className={css.quote} dir="auto">
        {quote}
      </blockquote>
      {plan !== null && !isThere && <figcaption className={css.small}>These words are not in the plan any more.</figcaption>}
    </figure>
  )
}
