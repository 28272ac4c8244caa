import type { Role } from '#shared/access.ts'

/** A role in plain words, and what it means for the one who has it. */
export const roleWords: Record<Role, { name: string; reads: string }> = {
  lead: { name: 'Lead therapist', reads: 'Reads and writes the plan and its notes. Decides who is in the care team.' },
  therapist: { name: 'Therapist', reads: 'Reads and writes the plan and its notes.' },
  guardian: { name: 'Parent or guardian', reads: 'Reads and writes the plan and its notes.' },
  limited: { name: 'Guardian with limits', reads: 'Reads what was agreed for them.' },
  caregiver: { name: 'Carer', reads: 'Grandparents, sitters. Reads the plan and adds notes.' },
  teacher: { name: 'Teacher', reads: 'Reads the goals that were shared with school.' },
  child: { name: 'Child', reads: 'Has a simple page of their own.' },
  viewer: { name: 'Reader', reads: 'Reads what was shared and changes nothing.' },
  admin: { name: 'Practice office', reads: 'Looks after people and settings. Does not read the plan.' },
}
