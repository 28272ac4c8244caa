import type { Kysely } from 'kysely'
import { visibleMembers, type MemberFacts } from '../access/policy.ts'
import type { Tables } from '../db/tables.ts'
import { listMembers, type MemberRow } from './store.ts'

/** Who is or was in the care team, as far as this member may see them. Everybody sees themselves. */
export async function listSeenMembers(db: Kysely<Tables>, reader: MemberFacts & { readonly planId: string }): Promise<MemberRow[]> {
  const everyone = await listMembers(db, reader.planId)
  return everyone.filter(({ id, role }) => id === reader.memberId || visibleMembers[reader.role](role))
}
