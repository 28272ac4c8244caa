/** A whole server on a real database, without a port, and people to tell stories about. */
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import type { PracticeRole, Role } from '#shared/access.ts'
import { createAccount, hashPassword } from '../../server/accounts/create-account.ts'
import { buildApp, type AppOptions } from '../../server/app.ts'
import type { Config } from '../../server/config.ts'
import { addMember } from '../../server/care-team/add-member.ts'
import { makeDeps, type Deps } from '../../server/deps.ts'
import type { DatabaseKind } from '../../server/db/dialects.ts'
import type { App } from '../../server/http/app-type.ts'
import { createPlan } from '../../server/plans/create-plan.ts'
import { createPractice, joinPractice } from '../../server/practices/create-practice.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

export const testOrigin = 'http://localhost:3000'
/** Every person in these tests has this password. */
export const testPassword = 'a quiet blue bicycle'

export type TestPerson = { readonly accountId: string; readonly email: string; readonly cookie: string }
export type TestPlan = { readonly planId: string; readonly practiceId: string; readonly lead: TestPerson; readonly leadMemberId: string }

export type TestApp = {
  readonly app: App
  readonly deps: Deps
  readonly logLines: string[]
  /** Moves the server's clock. Sessions keep to the real one: they are the sign-in library's. */
  travel(ms: number): void
  person(name: string): Promise<TestPerson>
  practice(name: string): Promise<string>
  joinPractice(person: TestPerson, practiceId: string, role: PracticeRole): Promise<void>
  /** A practice, a lead and a plan of theirs. */
  plan(childName?: string): Promise<TestPlan>
  member(planId: string, role: Role, name?: string): Promise<TestPerson & { memberId: string }>
  /** Sends a JSON request as this person, from our own pages. */
  ask(who: TestPerson | null, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

type TestAppOptions = AppOptions & {
  overrides?: Partial<Deps>
  settings?: Partial<Config>
  publicUrl?: string
  /** The database to use; a new one of `kind` if left out. */
  on?: TestDatabase
}

/** Hashed once: it is made slow on purpose. */
let passwordHash: Promise<string> | null = null

export async function openTestApp(
  kind: DatabaseKind = 'sqlite',
  { overrides = {}, publicUrl = testOrigin, on, settings = {}, ...options }: TestAppOptions = {},
): Promise<TestApp> {
  const { database, dataDir, remove } = on ?? (await openTestDatabase(kind))
  let offsetMs = 0
  const logLines: string[] = []
  const deps = makeDeps(
    {
      port: 3000, host: '127.0.0.1', publicUrl, dataDir, databaseUrl: null,
      masterKeyFile: join(dataDir, 'master.key'), logLevel: 'info', trustedProxies: [], metricsToken: null, ...settings,
    },
    database,
    { now: () => new Date(Date.now() + offsetMs), ...overrides },
  )
  const app = await buildApp(deps, { logStream: { write: (line) => void logLines.push(line) }, ...options })
  passwordHash ??= hashPassword(deps, testPassword)
  const { db } = database

  const test: TestApp = {
    app,
    deps,
    logLines,
    travel: (ms) => {
      offsetMs += ms
    },
    person: async (name) => {
      const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${randomBytes(4).toString('hex')}@example.org`
      const hash = await (passwordHash as Promise<string>)
      const accountId = await db.transaction().execute((trx) => createAccount(trx, deps, { name, email, passwordHash: hash }))
      const { headers } = await deps.signIn.api.startSession({ body: { accountId }, returnHeaders: true })
      return { accountId, email, cookie: headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') }
    },
    practice: (name) => db.transaction().execute((trx) => createPractice(trx, deps, { name })),
    joinPractice: ({ accountId }, practiceId, role) =>
      db.transaction().execute((trx) => joinPractice(trx, deps, { practiceId, accountId, role })),
    plan: async (childName = 'Mika') => {
      const practiceId = await test.practice('Harbour Practice')
      const lead = await test.person('Hana Lead')
      await test.joinPractice(lead, practiceId, 'clinician')
      const { planId, leadMemberId } = await createPlan(deps, { practiceId, childName, leadAccountId: lead.accountId })
      return { planId, practiceId, lead, leadMemberId }
    },
    member: async (planId, role, name = `Sam ${role}`) => {
      const person = await test.person(name)
      const memberId = await db.transaction().execute((trx) => addMember(trx, deps, { planId, accountId: person.accountId, role }))
      return { ...person, memberId }
    },
    ask: (who, method, url, body) => {
      const request: InjectOptions = { method, url, headers: { origin: testOrigin, ...(who === null ? {} : { cookie: who.cookie }) } }
      return app.inject(body === undefined ? request : { ...request, payload: body })
    },
    close: async () => {
      await app.close()
      await remove()
    },
  }
  return test
}

/** A made-up id that belongs to nothing. */
export const strangeId = (): string => randomUUID()

/** The stable code of an answer that refused something. */
export const codeOf = (response: LightMyRequestResponse): string => {
  const { code } = response.json<{ code: string }>()
  return `${response.statusCode} ${code}`
}
