/** Requests and answers about accounts and the practice. Sign-in itself is the library's: POST /api/auth/sign-in/email. */
import { Type, type Static } from 'typebox'
import { abilities, practiceRoles, roles } from '../access.ts'

/** A schema for one of a fixed list of strings. */
export const literals = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] })

export const uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$' })

/**
 * Of requests that make something: an id by the sender, which becomes the id of what is made. The same request under the same id
 * makes nothing more and is answered as before; another one is refused with `already-sent`.
 */
export const requestId = Type.Optional(uuid)
/**
 * No control, line, formatting or half characters: they hide in a name, turn it around, or stop the database. The two
 * joiners are formatting as well, but some scripts spell names with them: between letters, and after a mark.
 */
const nameCharacter =
  '(?:[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|(?<=[\\p{L}\\p{M}])[\\u200C\\u200D](?=\\p{L})|(?<=\\p{M})\\u200D)'
/** The Hangul fillers are letters that nobody can see. */
const visibleLetter = '(?![\\u115F\\u1160\\u3164\\uFFA0])[\\p{L}\\p{N}]'
/** The name of a person, a practice or a child: something to read, in any script. */
export const personName = Type.String({ minLength: 1, maxLength: 100, pattern: `^(?=[^]*${visibleLetter})${nameCharacter}+$` })
/** The addresses that the sign-in library takes, and no others: an account nobody can sign in to must not be made. */
export const email = Type.String({
  minLength: 3,
  maxLength: 254,
  pattern: "^(?:[A-Za-z0-9_'+-]+\\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\\.)+[A-Za-z]{2,}$",
})
/** Length is the only rule: NIST 800-63B-4 advises against composition rules. */
export const password = Type.String({ minLength: 10, maxLength: 128 })

export const Membership = Type.Object({
  planId: uuid,
  memberId: uuid,
  role: literals(roles),
  childName: Type.String(),
  practiceName: Type.String(),
  abilities: Type.Array(literals(abilities)),
})

/** GET /api/me */
export const Me = Type.Object({
  account: Type.Object({ id: uuid, name: Type.String(), email: Type.String() }),
  practices: Type.Array(Type.Object({ id: uuid, name: Type.String(), roles: Type.Array(literals(practiceRoles)) })),
  memberships: Type.Array(Membership),
})
export type Me = Static<typeof Me>
export type Membership = Static<typeof Membership>

/** POST /api/setup: the first practice and its first account, with the one-time token printed at the first start. */
export const SetupRequest = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 200 }), practiceName: personName, name: personName, email, password },
  { additionalProperties: false },
)
export type SetupRequest = Static<typeof SetupRequest>

/** GET /api/setup: whether this server still waits for its first account. */
export const SetupState = Type.Object({ open: Type.Boolean() })
export type SetupState = Static<typeof SetupState>
/** The answer to POST /api/setup; the session cookie comes with it. */
export const SetupDone = Type.Object({ practiceId: uuid, accountId: uuid })
