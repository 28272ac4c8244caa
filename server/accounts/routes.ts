import { Type } from 'typebox'
import { email, Me } from '#shared/accounts/api.ts'
import type { PracticeRole } from '#shared/access.ts'
import { listMemberships } from '../access/facts.ts'
import { abilitiesOf } from '../access/policy.ts'
import { accountOf } from '../access/route-guard.ts'
import type { Deps } from '../deps.ts'
import { limitKey } from '../http/address.ts'
import type { App } from '../http/app-type.ts'
import { AttemptLimit } from '../http/attempt-limit.ts'
import { normalizeEmail } from './create-account.ts'
import { endSession, findSignedIn } from './session.ts'
import { signInWithPassword } from './sign-in.ts'
import { listPracticeRows } from './store.ts'

const SignIn = Type.Object({ email, password: Type.String({ minLength: 1, maxLength: 128 }) }, { additionalProperties: false })
const SignedIn = Type.Object({ account: Type.Object({ id: Type.String(), name: Type.String(), email: Type.String() }) })
const SignedOut = Type.Object({ signedOut: Type.Literal(true) })

const minuteMs = 60_000

/** Signing in and out, and who I am. The addresses under /api/auth are these and no others. */
export function addAccountRoutes(app: App, deps: Deps): void {
  const perPerson = new AttemptLimit({ max: 10, windowMs: minuteMs, now: deps.now })
  const perAddress = new AttemptLimit({ max: 60, windowMs: minuteMs, now: deps.now })
  // From everywhere together: far above what a person mistypes, far below what guessing needs.
  const perAccount = new AttemptLimit({ max: 100, windowMs: 60 * minuteMs, now: deps.now })

  app.post(
    '/api/auth/sign-in/email',
    { config: { access: 'public' }, schema: { body: SignIn, response: { 200: SignedIn } } },
    async (request, reply) => {
      const who = normalizeEmail(request.body.email)
      const address = limitKey(request)
      const taken = [[perPerson, `${address} ${who}`], [perAddress, address], [perAccount, who]] as const
      for (const [limit, key] of taken) limit.take(key)
      const account = await signInWithPassword(deps, request.body, reply)
      for (const [limit, key] of taken) limit.giveBack(key)
      return { account }
    },
  )

  app.post('/api/auth/sign-out', { config: { access: 'public' }, schema: { response: { 200: SignedOut } } }, async (request, reply) => {
    const account = await findSignedIn(deps.signIn, request, reply)
    await endSession(deps.signIn, request, reply)
    if (account !== null) deps.rights.signedOut({ accountId: account.id, sessionId: account.sessionId })
    return { signedOut: true as const }
  })

  app.get('/api/me', { config: { access: 'signed-in' }, schema: { response: { 200: Me } } }, async (request) => {
    const { id, name, email: address } = accountOf(request)
    const { db } = deps.database
    const memberships = await listMemberships(db, id)
    return {
      account: { id, name, email: address },
      practices: groupRoles(await listPracticeRows(db, id)),
      memberships: memberships.map(({ planId, memberId, role, childName, practiceName }) => ({
        planId, memberId, role, childName, practiceName, abilities: [...abilitiesOf(role)],
      })),
    }
  })
}

function groupRoles(rows: { id: string; name: string; role: PracticeRole }[]): Me['practices'] {
  const practices = new Map<string, Me['practices'][number]>()
  for (const { id, name, role } of rows) {
    const practice = practices.get(id) ?? { id, name, roles: [] }
    practice.roles.push(role)
    practices.set(id, practice)
  }
  return [...practices.values()]
}
