import { usePlanNames } from '../sync/use-plan-names.ts'

/** Where a person is, in words: "in goal 2", from a place such as `goals/<id>/title`. */
export function usePlaceWords(where: string | null): string {
  const goals = usePlanNames('goals')
  const [list, id] = where?.split('/') ?? []
  const number = goals.find((goal) => goal.id === id)?.number ?? 0
  if (list === 'goals') return number > 0 ? `in goal ${number}` : 'in a finished goal'
  if (list === 'strategies') return 'in what we do at home'
  if (list === 'entries') return 'in the notes'
  return 'reading'
}
