import { Eye, PhoneCall, UserRound } from 'lucide-react'
import { Link } from 'wouter'
import type { Role } from '#shared/access.ts'
import { roleWords } from '../i18n/role-words.ts'
import { buttonClass } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import css from './front.module.css'

/** What everybody must know before the first word: your role, who can read, not an emergency line. */
export const JoinFacts = ({ role, planId }: { role: Role; planId: string }) => (
  <>
    <PageHeading title="Welcome" className={css.title ?? ''}>
      You are in. Three things first
    </PageHeading>
    <ul className={css.facts}>
      <li className={css.fact}>
        <UserRound size={28} aria-hidden />
        <h2>Your role: {roleWords[role].name}</h2>
        <p>{roleWords[role].reads}</p>
      </li>
      <li className={css.fact}>
        <Eye size={28} aria-hidden />
        <h2>Who can read</h2>
        <p>Only the care team of this child. Everybody in it stands under People. Your name stays on what you write.</p>
      </li>
      <li className={css.fact} data-tone="warn">
        <PhoneCall size={28} aria-hidden />
        <h2>Not an emergency line</h2>
        <p>Nobody watches the plan day and night. In danger, call your emergency number at once.</p>
      </li>
    </ul>
    <Link href={`/c/${planId}/plan`} className={buttonClass('primary', 'main', true)}>
      Open the plan
    </Link>
  </>
)
