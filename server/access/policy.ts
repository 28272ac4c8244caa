/**
 * Who may do what: the one table, pure and complete. Nothing here asks the database, and nothing elsewhere decides. What
 * is not named is denied. `docs/access.md` holds the same table in words and is tested against it.
 */
import type { Ability, PartAccess, PracticeRole, Role } from '#shared/access.ts'
import type { Part } from '#shared/plan/parts.ts'

/** What a decision about a plan rests on: the member's role in the care team and their id. */
export type MemberFacts = { readonly role: Role; readonly memberId: string }

const familyContent = ['plan.read', 'plan.content', 'journal.write', 'members.list'] as const

const planWriter = [
  'plan.read', 'plan.content', 'plan.edit', 'journal.write', 'history.read', 'history.name', 'plan.agree', 'visit.join',
] as const

const abilityTable: Readonly<Record<Role, readonly Ability[]>> = {
  lead: [
    ...planWriter, 'history.restore', 'visit.lead', 'erase.request', 'erase.confirm',
    'members.list', 'members.invite-any', 'members.change', 'members.remove-any',
  ],
  therapist: [...planWriter, 'history.restore', 'visit.lead', 'members.list'],
  guardian: [
    ...planWriter, 'erase.request', 'erase.confirm', 'members.list', 'members.invite-carers', 'members.remove-carers', 'members.consent',
  ],
  limited: [...familyContent, 'history.read', 'erase.request'],
  caregiver: [...familyContent, 'visit.join'],
  teacher: familyContent,
  child: [...familyContent, 'erase.request'],
  viewer: ['plan.read', 'plan.content'],
  admin: ['plan.read', 'erase.confirm', 'members.list', 'members.invite-any', 'members.change', 'members.remove-any'],
}

/** What this role may do with a plan. The browser gets this list and hides buttons by it. */
export const abilitiesOf = (role: Role): readonly Ability[] => abilityTable[role]

/** Whether a member may do this. */
export const decide = (ability: Ability, facts: MemberFacts): boolean => abilityTable[facts.role].includes(ability)

/** The columns of the part table: whose journal or notes it is makes the difference. */
export const partColumns = [
  'plan', 'journal-team', 'journal-guardians', 'journal-self', 'journal-other', 'notes-self', 'notes-other',
] as const
export type PartColumn = (typeof partColumns)[number]

const nothing: Readonly<Record<PartColumn, PartAccess>> = {
  'plan': 'none', 'journal-team': 'none', 'journal-guardians': 'none', 'journal-self': 'none', 'journal-other': 'none',
  'notes-self': 'none', 'notes-other': 'none',
}
const ownJournal: Readonly<Record<PartColumn, PartAccess>> = { ...nothing, 'journal-self': 'write' }
const clinician: Readonly<Record<PartColumn, PartAccess>> = {
  ...nothing,
  'plan': 'write', 'journal-team': 'write', 'journal-guardians': 'write', 'journal-other': 'write', 'notes-self': 'write',
}

/** In a journal `write` means entries of one's own; which entries those are is checked for every update. */
const partTable: Readonly<Record<Role, Readonly<Record<PartColumn, PartAccess>>>> = {
  lead: clinician,
  therapist: clinician,
  guardian: { ...ownJournal, 'plan': 'write', 'journal-team': 'write', 'journal-guardians': 'write' },
  limited: ownJournal,
  caregiver: { ...ownJournal, 'plan': 'read', 'journal-team': 'write' },
  teacher: ownJournal,
  child: ownJournal,
  viewer: nothing,
  admin: nothing,
}

/** The column of the table that a part falls into for this member. */
export function partColumn(part: Part, memberId: string): PartColumn {
  if (part.kind === 'journal-member') return part.memberId === memberId ? 'journal-self' : 'journal-other'
  if (part.kind === 'notes') return part.memberId === memberId ? 'notes-self' : 'notes-other'
  return part.kind
}

/** What a member's device may do with a part. Who gets `none` never receives a byte of it. */
export const decidePart = (part: Part, facts: MemberFacts): PartAccess =>
  partTable[facts.role][partColumn(part, facts.memberId)]

/** Whether this role writes a journal that only they and the clinicians read. */
export const keepsOwnJournal = (role: Role): boolean => partTable[role]['journal-self'] === 'write'

/** Whether a practice role is enough for what needs `needed`. The roles are apart: an administrator opens no plans. */
export const decidePractice = (needed: PracticeRole, held: readonly PracticeRole[]): boolean => held.includes(needed)

const everyone = (): boolean => true
const ownClinicians = (role: Role): boolean => role === 'lead' || role === 'therapist'

/** Which other members a member sees in the list of people: the whole care team, or only those who read what they write. */
export const visibleMembers: Readonly<Record<Role, (role: Role) => boolean>> = {
  lead: everyone,
  therapist: everyone,
  guardian: everyone,
  caregiver: everyone,
  admin: everyone,
  limited: ownClinicians,
  teacher: ownClinicians,
  child: ownClinicians,
  viewer: () => false,
}

/** Who sees of the plan only what a guardian consented to: some goals and strategies, or one version. */
export const seesByConsent: Partial<Readonly<Record<Role, 'items' | 'version'>>> = { teacher: 'items', viewer: 'version' }

const carers: readonly Role[] = ['caregiver', 'viewer']

/** Whether a member may invite somebody to this role. */
export const mayInvite = (role: Role, facts: MemberFacts): boolean =>
  role !== 'limited' && role !== 'admin' &&
  (decide('members.invite-any', facts) || (decide('members.invite-carers', facts) && carers.includes(role)))

/** Whether a member may take the member with this role out of the care team. */
export const mayRemove = (role: Role, facts: MemberFacts): boolean =>
  decide('members.remove-any', facts) || (decide('members.remove-carers', facts) && carers.includes(role))

/** Those who answer for the record: one of the two who erase something is one of them. */
const responsible: readonly Role[] = ['lead', 'admin']

/** Whether a member may confirm what another one asked to erase. Two people, never two parents alone. */
export const mayConfirmErasure = (asked: MemberFacts, facts: MemberFacts): boolean =>
  decide('erase.confirm', facts) && asked.memberId !== facts.memberId && (responsible.includes(asked.role) || responsible.includes(facts.role))

/** Nobody changes these by one hand: what a guardian may do is limited on a recorded basis and by two people only. */
const fixedRoles: readonly Role[] = ['guardian', 'limited', 'admin']

/**
 * Whether a member may give another role. The practice's administrators are no business of one plan, nor may they become
 * clinicians of it by their own hand.
 */
export const mayChangeRole = (from: Role, to: Role, facts: MemberFacts): boolean =>
  decide('members.change', facts) && !fixedRoles.includes(from) && to !== 'limited' && to !== 'admin'
