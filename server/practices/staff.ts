/** The people who work in a practice, and what each may do there. Nothing here opens a plan. */
import type { PracticeRole } from '#shared/access.ts'
import type { PracticeView, StaffRow } from '#shared/practice/api.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { countPlans, findPractice, listStaffRows, lockPractice, replacePracticeRoles } from './store.ts'

type Asker = { readonly practiceId: string; readonly accountId: string; readonly roles: readonly PracticeRole[] }

/** The practice for somebody who works in it. Addresses and how many children each cares for are for its administrators. */
export async function readPractice({ database: { db } }: Deps, { practiceId, accountId, roles }: Asker): Promise<PracticeView> {
  const practice = await findPractice(db, practiceId)
  if (practice === undefined) throw new AppError('not-found')
  const rows = await listStaffRows(db, practiceId)
  const isAdmin = roles.includes('admin')
  const counts = isAdmin ? await countPlans(db, practiceId) : null
  const people = new Map<string, StaffRow>()
  for (const row of rows) {
    const known = people.get(row.accountId)
    if (known !== undefined) known.roles.push(row.role)
    else {
      const count = counts?.get(row.accountId)
      people.set(row.accountId, {
        accountId: row.accountId,
        name: row.name,
        roles: [row.role],
        isYou: row.accountId === accountId,
        email: isAdmin ? row.email : null,
        plans: counts === null ? null : (count?.plans ?? 0),
        leads: counts === null ? null : (count?.leads ?? 0),
      })
    }
  }
  return { id: practice.id, name: practice.name, people: [...people.values()] }
}

/**
 * Gives somebody of the practice these roles and no others; none takes them out of it. Their care teams stay as they are. Throws
 * `not-found` for somebody who is not of it, `last-admin` where nobody would be left to look after it.
 */
export async function changeStaffRoles({ database: { db }, now }: Deps, practiceId: string, accountId: string, roles: readonly PracticeRole[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await lockPractice(trx, practiceId)
    const rows = await listStaffRows(trx, practiceId)
    if (!rows.some((row) => row.accountId === accountId)) throw new AppError('not-found')
    const hasOther = rows.some((row) => row.role === 'admin' && row.accountId !== accountId)
    if (!roles.includes('admin') && !hasOther) throw new AppError('last-admin')
    await replacePracticeRoles(trx, { practiceId, accountId, roles, at: now().toISOString() })
  })
}
