/**
 * The sign-in library (better-auth), set up for our tables. Only passwords and sessions are its work; accounts are made
 * by invitations, set-up and the command line, and who may do what is decided in `server/access`.
 */
import { betterAuth } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { Database } from '../db/database.ts'

export type SignInOptions = {
  readonly database: Database
  readonly publicUrl: string
  /** At least 32 random bytes; signs the cookies. */
  readonly secret: Buffer
}

/** Counted from the last day of use: a parent who writes once in a fortnight stays signed in. */
const sessionSeconds = 30 * 24 * 60 * 60

/** The session cookie; browsers see it with the `__Secure-` prefix when PUBLIC_URL is https. */
export const cookiePrefix = 'samepage'

/** Signs an account in without a password. Server only: it has no address, so no request can reach it. */
const startSession = createAuthEndpoint(
  '/start-session',
  { method: 'POST', metadata: { SERVER_ONLY: true, $Infer: { body: {} as { accountId: string } } } },
  async (context): Promise<{ started: boolean }> => {
    const { accountId } = context.body
    const { internalAdapter } = context.context
    const user = await internalAdapter.findUserById(accountId)
    const session = user === null ? null : await internalAdapter.createSession(accountId)
    if (user === null || session === null) return { started: false }
    await setSessionCookie(context, { session, user })
    return { started: true }
  },
)

/** The library on our database. `minimumPasswordLength` of the schemas in `shared/accounts` is checked by the routes. */
export function openSignInLibrary({ database, publicUrl, secret }: SignInOptions) {
  return betterAuth({
    appName: 'Samepage',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: secret.toString('base64'),
    // The type only decides how values are written: instants as text and flags as 0/1, which we keep on PostgreSQL too.
    database: { db: database.db, type: 'sqlite' },
    user: {
      modelName: 'account',
      additionalFields: { disabledAt: { type: 'string', required: false, input: false, fieldName: 'disabled_at' } },
    },
    account: { modelName: 'credential' },
    session: { modelName: 'session', expiresIn: sessionSeconds },
    verification: { modelName: 'verification' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    databaseHooks: {
      session: {
        create: {
          // A disabled account is refused after its password was checked: the same answer, in the same time.
          before: async (session) => {
            const account = await database.db
              .selectFrom('account')
              .select('disabled_at')
              .where('id', '=', session.userId)
              .executeTakeFirst()
            return account?.disabled_at === null
          },
        },
      },
    },
    advanced: {
      cookiePrefix,
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: 'uuid', validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    // Limits, origins and logs are those of `server/http`.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    plugins: [{ id: 'samepage', endpoints: { startSession } }],
  })
}

export type SignInLibrary = ReturnType<typeof openSignInLibrary>
