/** Changes by what they are about, and as somebody has chosen to see them. */
import type { Change, ChangedEntity } from '#shared/version/changes.ts'
import type { RestoreChoice } from '../http/versions.ts'

/** What the changes of one group are about. Steps and links belong to their strategy; all notes are one group. */
export type GroupEntity = Exclude<ChangedEntity, 'step' | 'link'>

/** A change and its number in the whole list, from 0. */
export type NumberedChange = Change & { readonly number: number }

export type ChangeGroup = {
  readonly key: string
  readonly entity: GroupEntity
  /** Of the goal or strategy; the name of the others. */
  readonly id: string
  /** What the goal or strategy is called, where one of the changes says so. */
  readonly title: string
  readonly changes: readonly NumberedChange[]
}

const groupOf = ({ entity, id, within }: Change): { entity: GroupEntity; id: string } => {
  if (entity === 'step' || entity === 'link') return { entity: 'strategy', id: within ?? id }
  return entity === 'entry' ? { entity, id: 'entries' } : { entity, id }
}

/** One group for each goal, each strategy, the notes and the rest, in the order they are first met. Numbers go with the groups. */
export function groupChanges(changes: readonly Change[]): ChangeGroup[] {
  const keyed = Map.groupBy(changes, (change) => {
    const { entity, id } = groupOf(change)
    return `${entity}/${id}`
  })
  let number = 0
  return [...keyed].map(([key, members]) => {
    const { entity, id } = groupOf(members[0] as Change)
    const title = members.find((change) => change.entity === entity)?.title ?? ''
    return { key, entity, id, title, changes: members.map((change) => ({ ...change, number: number++ })) }
  })
}

export const subjects = ['goal', 'strategy', 'entry', 'rest'] as const
/** What a filter is about: goals, what is done at home, notes, or everything else. */
export type Subject = (typeof subjects)[number]

const subjectOf = (change: Change): Subject => {
  const { entity } = groupOf(change)
  return entity === 'goal' || entity === 'strategy' || entity === 'entry' ? entity : 'rest'
}

/** What somebody chose to see: null is everybody, or everything. */
export type ChangeFilter = { readonly person: string | null; readonly subject: Subject | null }

/** The changes that are chosen. One with several authors belongs to each of them. */
export const filterChanges = (changes: readonly Change[], { person, subject }: ChangeFilter): Change[] =>
  changes.filter((change) => (person === null || change.by.includes(person)) && (subject === null || subjectOf(change) === subject))

/** Who changed something, those with the most changes first. */
export function peopleIn(changes: readonly Change[]): string[] {
  const counts = new Map<string, number>()
  for (const id of changes.flatMap(({ by }) => by)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return [...counts.keys()].toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
}

/** How many changes each subject has; those with none are left out. */
export const countSubjects = (changes: readonly Change[]): { subject: Subject; count: number }[] =>
  subjects
    .map((subject) => ({ subject, count: changes.filter((change) => subjectOf(change) === subject).length }))
    .filter(({ count }) => count > 0)

/** What to ask for to bring back a whole group; null where that cannot be: notes, and what the version has not. */
export function choiceForGroup({ entity, id, changes }: ChangeGroup): RestoreChoice | null {
  if (entity === 'entry' || changes.some((change) => change.kind === 'added' && change.entity === entity)) return null
  if (entity === 'goal') return { goalIds: [id] }
  return entity === 'strategy' ? { strategyIds: [id] } : { field: entity }
}

/** What to ask for to bring back one change alone; null where that is the whole group, or the place in a list. */
export function choiceForChange(group: ChangeGroup, change: Change): RestoreChoice | null {
  const whole = choiceForGroup(group)
  if (whole === null || group.changes.length < 2) return null
  if (change.entity === 'step' || change.entity === 'link') return { ...whole, field: change.entity === 'step' ? 'steps' : 'resources' }
  if (change.kind !== 'changed' || change.field === undefined) return null
  return whole.field === undefined ? { ...whole, field: change.field } : { field: `${whole.field}.${change.field}` }
}

/** Whether a change is about something that a choice brings back. */
export function isInChoice(change: Change, { goalIds, strategyIds, field }: RestoreChoice): boolean {
  const { entity, id } = groupOf(change)
  if (entity === 'entry') return false
  if (goalIds === undefined && strategyIds === undefined) return field === undefined || field === entity || field.startsWith(`${entity}.`)
  return (entity === 'goal' && (goalIds ?? []).includes(id)) || (entity === 'strategy' && (strategyIds ?? []).includes(id))
}
