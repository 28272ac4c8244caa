/**
 * Fills our data folder for a benchmark: `make-plans.ts FAMILY 1000` makes 36 people, signs them in, adds some to the
 * family's plan and gives each of 1,000 new plans a lead and two guardians, so that no account has more than 100 sockets.
 * Prints the new plans' ids and, for each plan and the family, the session cookies of its members.
 */
import { readConfig } from '#server/config.ts'
import { openDatabase } from '#server/db/database.ts'
import { makeDeps } from '#server/deps.ts'
import { createAccount } from '#server/accounts/create-account.ts'
import { addMember } from '#server/care-team/add-member.ts'
import { createPlanWithin } from '#server/plans/create-plan.ts'
import { joinPractice } from '#server/practices/create-practice.ts'

const clinicians = 12
const guardians = 24

const [familyId = '', count = ''] = process.argv.slice(2)
const config = readConfig()
const database = await openDatabase(config)
const deps = makeDeps(config, database)
const { db } = database
const { id: practiceId } = await db.selectFrom('practice').select('id').executeTakeFirstOrThrow()

type Person = { readonly accountId: string; readonly cookie: string }

async function signIn(accountId: string): Promise<Person> {
  const { headers } = await deps.signIn.api.startSession({ body: { accountId }, returnHeaders: true })
  return { accountId, cookie: headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') }
}

async function makePerson(name: string): Promise<Person> {
  const email = `${name.toLowerCase().replace(' ', '-')}@example.org`
  return signIn(await db.transaction().execute((trx) => createAccount(trx, deps, { name, email, passwordHash: null })))
}

const leads: Person[] = []
const parents: Person[] = []
for (let i = 0; i < clinicians; i += 1) {
  const lead = await makePerson(`Clinician ${i}`)
  await db.transaction().execute((trx) => joinPractice(trx, deps, { practiceId, accountId: lead.accountId, role: 'clinician' }))
  leads.push(lead)
}
for (let i = 0; i < guardians; i += 1) parents.push(await makePerson(`Guardian ${i}`))

const family = await db
  .selectFrom('member')
  .select('account_id')
  .where('plan_id', '=', familyId)
  .where('role', 'in', ['lead', 'guardian'])
  .orderBy('role', 'desc')
  .execute()
const familyPeople = await Promise.all(family.map((member) => signIn(member.account_id)))
await db.transaction().execute(async (trx) => {
  for (const { accountId } of parents.slice(0, 8)) await addMember(trx, deps, { planId: familyId, accountId, role: 'guardian' })
})

const plans: { id: string; cookies: string[] }[] = []
await db.transaction().execute(async (trx) => {
  for (let i = 0; i < Number(count); i += 1) {
    const lead = leads[i % clinicians] as Person
    const two = [parents[(2 * i) % guardians], parents[(2 * i + 1) % guardians]] as Person[]
    const { planId } = await createPlanWithin(trx, deps, { practiceId, childName: `Child ${i}`, leadAccountId: lead.accountId })
    for (const { accountId } of two) await addMember(trx, deps, { planId, accountId, role: 'guardian' })
    plans.push({ id: planId, cookies: [lead, ...two].map(({ cookie }) => cookie) })
  }
})
const leadOf = await db.selectFrom('member').select(['account_id', 'id']).where('plan_id', '=', familyId).where('role', '=', 'lead').executeTakeFirstOrThrow()
const leadFirst = familyPeople.toSorted((a, b) => Number(b.accountId === leadOf.account_id) - Number(a.accountId === leadOf.account_id))
await database.close()
process.stdout.write(JSON.stringify({
  plans,
  family: { id: familyId, cookies: [...leadFirst, ...parents.slice(0, 8)].map(({ cookie }) => cookie), leadMemberId: leadOf.id },
}))
