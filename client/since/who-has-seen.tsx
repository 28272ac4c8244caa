import { useState } from 'react'
import type { SeenList } from '#shared/version/api.ts'
import { momentWords } from '../i18n/date-words.ts'
import type { Names } from '../i18n/name-words.ts'
import { seenByWords } from '../i18n/seen-words.ts'
import { SeenMark } from '../ui/seen-mark.tsx'
import css from './since.module.css'
import type { Titles } from './use-titles.ts'

const recentMs = 30 * 86_400_000

/** Who has looked when, and who has not seen a strategy that is new or was changed of late. */
export function WhoHasSeen({ seen, names, titles, memberId }: { seen: SeenList; names: Names; titles: Titles; memberId: string }) {
  const [opened] = useState(() => Date.now())
  const looks = new Map(seen.looks.map((look) => [look.memberId, look.at]))
  const others = seen.looks.filter((look) => look.memberId !== memberId && names?.has(look.memberId))
  const strategies = seen.items.filter(
    ({ entity, id, changedAt, seenBy, waitsFor }) =>
      entity === 'strategy' && titles.has(id) && seenBy.length + waitsFor.length > 0 && opened - Date.parse(changedAt) < recentMs,
  )
  if (others.length + strategies.length === 0) return null
  const nameAll = (ids: readonly string[]) => ids.flatMap((id) => names?.get(id) ?? [])
  return (
    <section className={css.section} aria-labelledby="who-has-seen">
      <h2 id="who-has-seen" className={css.heading}>
        Who has seen it
      </h2>
      {others.length > 0 && (
        <p className={css.meta}>{others.map(({ memberId: id, at }) => `${names?.get(id)} looked: ${momentWords(at)}`).join(' · ')}</p>
      )}
      {strategies.length > 0 && (
        <ul className={css.list}>
          {strategies.map(({ id, changedAt, seenBy, waitsFor }) => (
            <li key={id} className={css.groupCard}>
              <h3 className={css.groupTitle} dir="auto">
                {titles.get(id)}
              </h3>
              <p className={css.meta}>Last changed: {momentWords(changedAt)}</p>
              <SeenMark words={seenByWords(seenBy.flatMap((who) => (names?.has(who) && looks.has(who) ? [{ name: names.get(who) ?? '', at: looks.get(who) ?? '' }] : [])))} />
              {nameAll(waitsFor).length > 0 && <p>Not seen yet by {nameAll(waitsFor).join(', ')}.</p>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
