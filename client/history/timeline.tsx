import { BadgeCheck } from 'lucide-react'
import { Fragment, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import type { VersionRow } from '#shared/version/api.ts'
import { useNames } from '../http/members.ts'
import { nameOf, type Names } from '../i18n/name-words.ts'
import { usePresentHash } from '../sync/present-words.ts'
import { Button } from '../ui/button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Hidden } from '../ui/hidden.tsx'
import { addressOf, type HistoryPlace } from './address.ts'
import { hasChangedSince } from './signatures.ts'
import { daysOf, type TimelineItem } from './timeline-days.ts'
import css from './timeline.module.css'
import { kindWords, timeOfDay, titleOfVersion } from './version-words.tsx'

/** So many days are shown at first, and so many more each time. */
const daysAtOnce = 20

type TimelineProps = { planId: string; versions: readonly VersionRow[]; place: HistoryPlace }

/** Every version by day, newest first. */
export function Timeline({ planId, versions, place }: TimelineProps) {
  const { data: names } = useNames(planId)
  const [count, setCount] = useState(daysAtOnce)
  const [now] = useState(() => new Date())
  const days = daysOf(versions, now)
  const draw = (version: VersionRow) => <Row key={version.id} planId={planId} version={version} place={place} names={names} />
  return (
    <section className={css.timeline} aria-labelledby="versions">
      <h2 id="versions" className={css.heading}>
        All versions
      </h2>
      {days.slice(0, count).map(({ key, heading, items }) => (
        <Fragment key={key}>
          <h3 className={css.day}>{heading}</h3>
          <ol className={css.list}>{items.map((item) => (item.is === 'one' ? draw(item.version) : <Run key={item.versions[0]?.id} item={item} place={place} draw={draw} />))}</ol>
        </Fragment>
      ))}
      {days.length > count && <Button onPress={() => setCount(count + daysAtOnce)}>Show earlier versions</Button>}
    </section>
  )
}

/** Many that the server kept by itself, in one line that opens. */
function Run({ item, place, draw }: { item: TimelineItem & { is: 'run' }; place: HistoryPlace; draw: (version: VersionRow) => ReactNode }) {
  const { versions } = item
  const holdsPlace = versions.some(({ id }) => isAt(place, id))
  const [isOpen, setIsOpen] = useState(holdsPlace)
  const times = [versions.at(-1), versions[0]].map((version) => (version === undefined ? '' : timeOfDay(version.at)))
  return (
    <li className={css.run}>
      <Disclosure level={4} isExpanded={isOpen || holdsPlace} onExpandedChange={setIsOpen} title={<span className={css.runTitle}>{versions.length} kept by itself <span className={css.detail}>{times.join(' to ')}</span></span>}>
        <ol>{versions.map(draw)}</ol>
      </Disclosure>
    </li>
  )
}

const isAt = (place: HistoryPlace, id: string): boolean =>
  place.is === 'version' ? place.versionId === id : place.is === 'compare' && (place.from === id || place.to === id)

function Row({ planId, version, place, names }: { planId: string; version: VersionRow; place: HistoryPlace; names: Names }) {
  const { id, kind, at, by, agreements, label } = version
  const { icon: Icon, name, by: byWords } = kindWords[kind]
  const isHere = isAt(place, id)
  const present = usePresentHash()
  const end = place.is === 'compare' && isHere ? (place.from === id ? 'From' : 'To') : null
  return (
    <li>
      <Link href={addressOf(planId, { is: 'version', versionId: id, shows: 'changes' })} className={css.row} data-kind={kind} aria-current={isHere ? 'true' : undefined}>
        <span className={css.sign}>
          <Icon size={18} aria-hidden />
        </span>
        <span className={css.about}>
          <span className={css.title} dir="auto">
            {titleOfVersion(version)}
            {end !== null && <span className={css.end}>{end}</span>}
          </span>
          <span className={css.detail}>
            {label !== null && kind !== 'before-restore' && `${name} · `}
            {timeOfDay(at)}
            {by !== null && ` · ${byWords} ${nameOf(names, by)}`}
          </span>
          {agreements.map((agreement) => (
            <span key={agreement.memberId} className={css.agreed} data-changed={hasChangedSince(agreement, present) || undefined}>
              <BadgeCheck size={14} aria-hidden />
              <Hidden>Agreed:</Hidden> {nameOf(names, agreement.memberId)}
              {hasChangedSince(agreement, present) && ' · changed since'}
            </span>
          ))}
        </span>
      </Link>
    </li>
  )
}
