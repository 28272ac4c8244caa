/** Makes the practice, people and plans of a sample file. One transaction: a seed that fails leaves nothing behind. */
import type { Transaction } from 'kysely'
import { createAccount, hashPassword } from '../accounts/create-account.ts'
import { findAccountId } from '../accounts/find-account.ts'
import { addMember } from '../care-team/add-member.ts'
import { giveConsent } from '../care-team/consent.ts'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { createPlanWithin } from '../plans/create-plan.ts'
import { createPractice, joinPractice } from '../practices/create-practice.ts'
import { writeSampleContent } from './sample-content.ts'
import type { IdOf } from './sample-entries.ts'
import { practiceRolesOf, sampleEmail, sampleRoles, type SampleFile } from './sample-people.ts'
import type { SamplePlan } from './sample-plan.ts'

export type Seeded = {
  readonly accounts: { sampleId: string; email: string; accountId: string }[]
  readonly plans: { sampleId: string; planId: string }[]
}

/** Seeds a sample file. With a password every new account can sign in with it; accounts that exist are taken as they are. */
export async function seedFamilies(deps: Deps, sample: SampleFile, password: string | null): Promise<Seeded> {
  // One hash for all: a hundred accounts would otherwise take ten seconds.
  const passwordHash = password === null ? null : await hashPassword(deps, password)
  return deps.database.db.transaction().execute(async (trx) => {
    const practiceId = await createPractice(trx, deps, { name: sample.practice.name })
    const accounts: Seeded['accounts'] = []
    for (const user of sample.users) {
      const email = sampleEmail(user.id)
      const known = await findAccountId(trx, email)
      const accountId = known ?? (await createAccount(trx, deps, { name: user.displayName, email, passwordHash }))
      for (const role of practiceRolesOf(user.id, sample.plans)) await joinPractice(trx, deps, { practiceId, accountId, role })
      accounts.push({ sampleId: user.id, email, accountId })
    }
    const accountIds = new Map(accounts.map((account) => [account.sampleId, account.accountId]))
    const plans: Seeded['plans'] = []
    for (const plan of sample.plans) {
      plans.push({ sampleId: plan.id, planId: await seedPlan(trx, deps, plan, practiceId, accountIds) })
    }
    return { accounts, plans }
  })
}

const dayToInstant = (day: string): string => new Date(`${day}T12:00:00Z`).toISOString()

async function seedPlan(
  trx: Transaction<Tables>,
  deps: Deps,
  samplePlan: SamplePlan,
  practiceId: string,
  accountIds: ReadonlyMap<string, string>,
): Promise<string> {
  const accountIdOf = (userId: string) => found(accountIds, userId)
  const lead = samplePlan.careTeam.find((place) => place.role === 'lead-therapist')
  if (lead === undefined) throw new Error(`the sample plan ${samplePlan.id} has no lead therapist`)
  const { planId, leadMemberId } = await createPlanWithin(trx, deps, {
    practiceId,
    childName: samplePlan.child.firstName,
    leadAccountId: accountIdOf(lead.userId),
    at: dayToInstant(lead.since),
  })
  const memberIds = new Map([[lead.userId, leadMemberId]])
  for (const { userId, role: sampleRole, since } of samplePlan.careTeam) {
    if (userId === lead.userId) continue
    const role = sampleRoles[sampleRole]
    if (role === undefined) throw new Error(`the sample plan ${samplePlan.id} has a role that is not known: ${sampleRole}`)
    memberIds.set(userId, await addMember(trx, deps, { planId, accountId: accountIdOf(userId), role, at: dayToInstant(since) }))
  }
  const idOf = await writeSampleContent(trx, { planId, samplePlan, memberIdOf: (userId) => found(memberIds, userId) })
  for (const { userId, consentId } of samplePlan.careTeam) {
    const consent = samplePlan.consents.find(({ id }) => id === consentId)
    if (consent === undefined) continue
    const { givenBy, date, expires } = consent
    const sees = scopeOf(samplePlan, consent.scope, idOf)
    const ends = expires === undefined ? {} : { endsAt: dayToInstant(expires) }
    const giver = { planId, memberId: found(memberIds, givenBy) }
    await giveConsent(trx, giver, found(memberIds, userId), { ...sees, ...ends }, dayToInstant(date))
  }
  return planId
}

/** What the words of a sample consent name: "goal 1, goal 3, star breathing", or all "goals" and "strategies". */
function scopeOf({ goals, strategies }: SamplePlan, scope: string, idOf: IdOf): { goalIds: string[]; strategyIds: string[] } {
  const words = scope.toLowerCase()
  const isNamed = (all: string, name: string) => words.includes(all) || words.includes(name.toLowerCase())
  return {
    goalIds: goals.filter((_goal, i) => isNamed('goals', `goal ${i + 1}`)).map(({ id }) => idOf(id)),
    strategyIds: strategies.filter(({ title }) => isNamed('strategies', title)).map(({ id }) => idOf(id)),
  }
}

function found(ids: ReadonlyMap<string, string>, sampleId: string): string {
  const id = ids.get(sampleId)
  if (id === undefined) throw new Error(`the sample file names ${sampleId} and does not say who that is`)
  return id
}
