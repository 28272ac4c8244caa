/** Requests and answers about visits, and about the big screen of one. */
import { Type, type Static } from 'typebox'
import { roles } from '../access.ts'
import { literals, uuid } from '../accounts/api.ts'

/** Where a visit stands. Everyone in it is at the same place. */
export const visitPlaces = ['look-back', 'write', 'together', 'draft', 'ladder', 'strategy', 'agree', 'home'] as const
export type VisitPlace = (typeof visitPlaces)[number]

/** The four steps that people see, and the places each is made of. */
export const visitSteps = [
  { id: 'look-back', label: 'Look back', places: ['look-back'] },
  { id: 'choose', label: 'Choose', places: ['write', 'together', 'draft'] },
  { id: 'agree', label: 'Agree', places: ['ladder', 'strategy', 'agree'] },
  { id: 'home', label: 'Home', places: ['home'] },
] as const satisfies readonly { id: string; label: string; places: readonly VisitPlace[] }[]

/** A visit that nobody ended is over after this. */
export const visitHours = 12

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const laneChars = 1000
export const nextWordsChars = 500

/**
 * Somebody who joined. `lane`: what they wrote alone; null to everybody but themselves until it is shown. `ranking`: the
 * goals as they put them in order, what matters most first.
 */
export const VisitPerson = Type.Object({
  memberId: uuid,
  name: Type.String(),
  role: literals(roles),
  isHere: Type.Boolean(),
  isReady: Type.Boolean(),
  lane: maybe(Type.String()),
  ranking: Type.Array(uuid),
})
export type VisitPerson = Static<typeof VisitPerson>

/** One yes, or what somebody does not agree with. `hasChanged`: the words are others today than those that were signed. */
const VisitSignature = Type.Object({ memberId: uuid, at: Type.String(), dissent: maybe(Type.String()), hasChanged: Type.Boolean() })

/**
 * A visit, running or the last one, as one of its people gets it. `agreedVersionId`: the words that people sign;
 * `versionId`: the plan as it was when the visit ended.
 */
export const Visit = Type.Object({
  id: uuid,
  startedAt: Type.String(),
  startedBy: uuid,
  endedAt: maybe(Type.String()),
  place: literals(visitPlaces),
  goalId: maybe(uuid),
  code: Type.String(),
  joinUrl: Type.String(),
  areLanesShown: Type.Boolean(),
  people: Type.Array(VisitPerson),
  agreedVersionId: maybe(uuid),
  signatures: Type.Array(VisitSignature),
  versionId: maybe(uuid),
  nextWords: Type.String(),
  screenCount: Type.Integer(),
})
export type Visit = Static<typeof Visit>

/** GET /api/plans/:id/visit, and the answer to every act in a visit. `mark` names this answer. */
export const VisitAnswer = Type.Object({ visit: maybe(Visit), mark: Type.String() })
export type VisitAnswer = Static<typeof VisitAnswer>

/** `after`: wait until there is something else than what this mark names. */
export const VisitQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 64 })) }, { additionalProperties: false })

const strict = { additionalProperties: false } as const
/** POST /api/plans/:id/visit/join. `code`: which visit is meant, as the big screen shows it. */
export const JoinVisit = Type.Object({ code: Type.Optional(Type.String({ pattern: '^[0-9]{6}$' })) }, strict)
/** POST /api/plans/:id/visit/go */
export const GoTo = Type.Object({ place: literals(visitPlaces), goalId: maybe(uuid) }, strict)
export type GoTo = Static<typeof GoTo>
/** POST /api/plans/:id/visit/lane */
export const WriteLane = Type.Object({ words: Type.String({ maxLength: laneChars }), isReady: Type.Boolean() }, strict)
export type WriteLane = Static<typeof WriteLane>
/** POST /api/plans/:id/visit/show. `haveAsked`: those who are not ready were asked. */
export const ShowLanes = Type.Object({ haveAsked: Type.Optional(Type.Boolean()) }, strict)
/** POST /api/plans/:id/visit/ranking */
export const RankGoals = Type.Object({ goalIds: Type.Array(uuid, { maxItems: 100, uniqueItems: true }) }, strict)
/** POST /api/plans/:id/visit/words: keeps the words to sign. POST /api/plans/:id/visit/end. `label` names the version. */
export const VersionLabel = Type.Object({ label: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) }, strict)
/** POST /api/plans/:id/visit/sign. `versionId`, `hash`: the words that the signer has read. Nothing else is signed. */
export const SignWords = Type.Object(
  {
    versionId: uuid,
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    dissent: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' })),
  },
  strict,
)
export type SignWords = Static<typeof SignWords>
/** POST /api/plans/:id/visit/next */
export const NextVisit = Type.Object({ words: Type.String({ maxLength: nextWordsChars }) }, strict)

/** POST /api/plans/:id/visit/screens: a code that opens one big screen, once. */
export const ScreenCode = Type.Object({ code: Type.String(), url: Type.String(), expiresAt: Type.String() })
export type ScreenCode = Static<typeof ScreenCode>
/** POST /api/screen */
export const OpenScreen = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }, strict)

const words = Type.String()
const ScreenGoal = Type.Object({ id: uuid, title: words, ranks: Type.Array(Type.Object({ name: words, place: Type.Integer() })) })
const ScreenCard = Type.Object({ id: uuid, title: words, familyWords: words, childWords: words, why: words, gas: Type.Record(words, words) })
export type ScreenCard = Static<typeof ScreenCard>
/** `who`: whose one focus it is. */
const ScreenStrategy = Type.Object({
  id: uuid, title: words, why: words, say: words, routine: words, steps: Type.Array(words), who: Type.Array(words),
})
export type ScreenStrategy = Static<typeof ScreenStrategy>

/**
 * GET /api/plans/:id/visit/home: the plan as the last visit left it, for the page to take home. `focus`: member ids of those whose one
 * focus it is. Throws `no-visit` where no visit ended with a version.
 */
export const TakeHomePage = Type.Object({
  goals: Type.Array(Type.Object({ id: uuid, title: words, familyWords: words })),
  strategies: Type.Array(
    Type.Object({ id: uuid, title: words, say: words, ifHard: words, routine: words, steps: Type.Array(words), focus: Type.Array(uuid) }),
  ),
})
export type TakeHomePage = Static<typeof TakeHomePage>

/** What the big screen shows. Names are first names. */
export const ScreenView = Type.Object({
  childName: words,
  startedAt: words,
  place: literals(visitPlaces),
  joinUrl: words,
  people: Type.Array(Type.Object({ name: words, isReady: Type.Boolean(), lane: maybe(words), answer: maybe(literals(['agrees', 'differs'])) })),
  areLanesShown: Type.Boolean(),
  goals: Type.Array(ScreenGoal),
  card: maybe(ScreenCard),
  strategies: Type.Array(ScreenStrategy),
  nextWords: words,
})
export type ScreenView = Static<typeof ScreenView>

/** GET /api/screen */
export const ScreenAnswer = Type.Object({ view: ScreenView, mark: Type.String() })
export type ScreenAnswer = Static<typeof ScreenAnswer>
