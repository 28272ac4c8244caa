/** The people of the sample file (`care-plan-demo/1`): who they are, and their places in practice and care teams. */
import type { PracticeRole, Role } from '#shared/access.ts'
import type { SamplePlan } from './sample-plan.ts'

export type SampleFile = {
  schema: 'care-plan-demo/1'
  practice: { id: string; name: string }
  users: { id: string; displayName: string; title: string }[]
  plans: SamplePlan[]
}

export const sampleRoles: Readonly<Record<string, Role>> = {
  'lead-therapist': 'lead',
  'co-therapist': 'therapist',
  'practice-admin': 'admin',
  'guardian-full': 'guardian',
  'guardian-limited': 'limited',
  'caregiver': 'caregiver',
  'teacher': 'teacher',
  'child': 'child',
  'viewer': 'viewer',
}

/** The address that a sample person signs in with: `u-hana` is hana@example.org. */
export const sampleEmail = (userId: string): string => `${userId.replace(/^u-/, '')}@example.org`

/** What a person is in the practice, from what they are in its care teams. */
export function practiceRolesOf(userId: string, plans: SamplePlan[]): PracticeRole[] {
  const held = plans.flatMap((plan) => plan.careTeam.filter((place) => place.userId === userId).map((place) => sampleRoles[place.role]))
  const isClinician = held.some((role) => role === 'lead' || role === 'therapist')
  return [...(held.includes('admin') ? (['admin'] as const) : []), ...(isClinician ? (['clinician'] as const) : [])]
}

/** Whether a JSON value is a sample file, as far as people and plans go. */
export function isSampleFile(value: unknown): value is SampleFile {
  if (typeof value !== 'object' || value === null || !('schema' in value) || value.schema !== 'care-plan-demo/1') return false
  return 'users' in value && Array.isArray(value.users) && 'plans' in value && Array.isArray(value.plans) && 'practice' in value
}
