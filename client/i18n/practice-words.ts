import type { PracticeRole } from '#shared/access.ts'

/** What people are called in their practice, and what that lets them do. */
export const practiceRoleWords: Record<PracticeRole, { name: string; does: string }> = {
  clinician: { name: 'Clinician', does: 'Begins plans for children, and is in care teams.' },
  admin: { name: 'Administrator', does: 'Invites staff and says who does what. Opens no plan by that.' },
}
