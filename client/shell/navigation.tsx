import { Building2, ClipboardList, History, LayoutGrid, NotebookPen, Settings, Sun, Users, type LucideIcon } from 'lucide-react'
import { Link, useRoute } from 'wouter'
import type { Me } from '#shared/accounts/api.ts'
import { useMe } from '../http/me.ts'
import { useMedia, wideScreen } from '../ui/use-media.ts'
import { Brand } from './brand.tsx'
import css from './navigation.module.css'

type Place = { href: string; label: string; icon: LucideIcon }

/** The places a person can go: at the side from 1024 px on, else at the foot. */
export function Navigation() {
  const { data: me } = useMe()
  const isWide = useMedia(wideScreen)
  const [isInPlan, params] = useRoute<{ planId: string; page: string }>('/c/:planId/:page')
  const planId = isInPlan ? params.planId : (me?.memberships.length === 1 ? me.memberships[0]?.planId : undefined)
  const membership = me?.memberships.find((candidate) => candidate.planId === planId)
  const child = membership?.childName
  const mayReadHistory = membership?.abilities.includes('history.read') ?? false
  const [first, rest] = [[...todayOf(me, planId), ...placesOfPlan(planId, mayReadHistory)], placesOfPerson(me, isWide || !isInPlan)]
  return (
    <nav className={css.nav} aria-label="Main" data-region="" tabIndex={-1}>
      <div className={css.brand}>
        <Brand />
      </div>
      {child !== undefined && <p className={css.child}>{child}</p>}
      <div className={css.places}>
        {first.length > 0 && <Places places={first} />}
        <Places places={rest} />
      </div>
    </nav>
  )
}

/** The children are the day of a clinician. */
const todayOf = (me: Me | undefined, planId: string | undefined): Place[] =>
  me === undefined || planId === undefined || me.practices.length > 0
    ? []
    : [{ href: me.memberships.length === 1 ? '/today' : `/c/${planId}/today`, label: 'Today', icon: Sun }]

const placesOfPlan = (planId: string | undefined, mayReadHistory: boolean): Place[] =>
  planId === undefined
    ? []
    : [
        { href: `/c/${planId}/plan`, label: 'Plan', icon: ClipboardList },
        { href: `/c/${planId}/notes`, label: 'Notes', icon: NotebookPen },
        ...(mayReadHistory ? [{ href: `/c/${planId}/history`, label: 'History', icon: History }] : []),
        { href: `/c/${planId}/people`, label: 'People', icon: Users },
      ]

/** `hasRoom`: for more than what is needed day by day. */
const placesOfPerson = (me: Me | undefined, hasRoom: boolean): Place[] => {
  const hasOneChild = me !== undefined && me.memberships.length === 1 && me.practices.length === 0
  const children = { href: '/children', label: 'Children', icon: LayoutGrid }
  const practice = { href: '/practice', label: 'Practice', icon: Building2 }
  const works = me !== undefined && me.practices.length > 0 && hasRoom
  return [...(hasOneChild ? [] : [children]), ...(works ? [practice] : []), { href: '/settings', label: 'Settings', icon: Settings }]
}

const Places = ({ places }: { places: readonly Place[] }) => (
  <ul>
    {places.map((place) => (
      <PlaceLink key={place.href} {...place} />
    ))}
  </ul>
)

function PlaceLink({ href, label, icon: Icon }: Place) {
  const [isHere] = useRoute(href)
  return (
    <li>
      <Link href={href} className={css.place} aria-current={isHere ? 'page' : undefined}>
        <Icon size={22} aria-hidden />
        <span>{label}</span>
      </Link>
    </li>
  )
}
