import type { Change } from '#shared/version/changes.ts'
import { nameOf, type Names } from '../i18n/name-words.ts'
import { Chips } from '../ui/chips.tsx'
import { countSubjects, filterChanges, peopleIn, type ChangeFilter, type Subject } from './change-groups.ts'
import css from './changes.module.css'
import { Choice } from './choice.tsx'

const subjectWords: Readonly<Record<Subject, string>> = { goal: 'Goals', strategy: 'At home', entry: 'Notes', rest: 'About and more' }

type ChangeFiltersProps = {
  changes: readonly Change[]
  names: Names
  filter: ChangeFilter
  onChange: (filter: ChangeFilter) => void
}

/** Whose changes, and about what: asked only where there is more than one answer. */
export function ChangeFilters({ changes, names, filter, onChange }: ChangeFiltersProps) {
  const people = peopleIn(changes)
  const counts = countSubjects(filterChanges(changes, { ...filter, subject: null }))
  const hasSubjects = countSubjects(changes).length > 1
  if (!hasSubjects && people.length < 2) return null
  return (
    <div className={css.filters}>
      {hasSubjects && (
        <Chips
          label="About"
          hideLabel
          chips={counts.map(({ subject, count }) => ({ id: subject, label: `${subjectWords[subject]} ${count}` }))}
          chosen={filter.subject === null ? [] : [filter.subject]}
          onChange={([subject]) => onChange({ ...filter, subject: (subject as Subject | undefined) ?? null })}
        />
      )}
      {people.length > 1 && (
        <Choice
          label="By"
          value={filter.person ?? ''}
          onChoose={(person) => onChange({ ...filter, person: person === '' ? null : person })}
          groups={[{ options: [{ value: '', label: 'Everybody' }, ...people.map((id) => ({ value: id, label: nameOf(names, id) }))] }]}
        />
      )}
    </div>
  )
}
