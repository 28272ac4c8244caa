/** Requests and answers about versions of a plan. */
import { Type, type Static } from 'typebox'
import { roles } from '../access.ts'
import { literals, requestId, uuid } from '../accounts/api.ts'
import { EntityContent, PlanContent } from '../plan/api.ts'
import { Change, ChangeList } from './changes.ts'
import { ErasureMark } from './erasure.ts'
import { placeProperties } from './place-shape.ts'

/** `automatic`: by the server's own rule. `before-restore`: cut right before something was restored. The others by hand. */
export const versionKinds = ['automatic', 'visit', 'named', 'agreed', 'before-restore'] as const
export type VersionKind = (typeof versionKinds)[number]

/** The kinds that a person may choose. `agreed`: cut to be agreed to. */
export const chosenKinds = ['visit', 'named', 'agreed'] as const
export type ChosenKind = (typeof chosenKinds)[number]

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

const nameOfVersion = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

/**
 * One signature. `hash` is the hash of the words that were signed: that of the version, as its signer read it. `hasChanged`:
 * the plan's words are others today than those that were signed. `isBeforeErasure`: some of the words that were signed have been
 * erased for good since, so that nothing has this hash any more.
 */
export const Agreement = Type.Object({
  memberId: uuid,
  role: literals(roles),
  at: Type.String(),
  hash: Type.String(),
  dissent: maybe(Type.String()),
  hasChanged: Type.Boolean(),
  isBeforeErasure: Type.Boolean(),
})
export type Agreement = Static<typeof Agreement>

/** `by` is null for the server, and for somebody this reader does not see. `restoredId`: what was restored right after. */
export const VersionRow = Type.Object({
  id: uuid,
  kind: literals(versionKinds),
  label: maybe(Type.String()),
  at: Type.String(),
  by: maybe(uuid),
  restoredId: maybe(uuid),
  agreements: Type.Array(Agreement),
})
export type VersionRow = Static<typeof VersionRow>

/** GET /api/plans/:id/versions, newest first. */
export const VersionList = Type.Object({ versions: Type.Array(VersionRow) })
export type VersionList = Static<typeof VersionList>

/** POST /api/plans/:id/versions */
export const NewVersion = Type.Object(
  { label: nameOfVersion, kind: Type.Optional(literals(chosenKinds)), requestId },
  { additionalProperties: false },
)
export type NewVersion = Static<typeof NewVersion>
export const CreatedVersion = Type.Object({ id: uuid })

/**
 * GET /api/plans/:id/versions/:vid. `hash`: SHA-256, in hex, of the plan's words in this version as canonical JSON: all of
 * `content` but `entries` and `unavailable`. `erased`: what of it was erased for good since, oldest first; where that is about
 * the plan, agreements from before name another hash.
 */
export const VersionContent = Type.Object({
  id: uuid,
  kind: literals(versionKinds),
  label: maybe(Type.String()),
  at: Type.String(),
  by: maybe(uuid),
  hash: Type.String(),
  content: PlanContent,
  erased: Type.Array(ErasureMark),
})
export type VersionContent = Static<typeof VersionContent>

/**
 * POST /api/plans/:id/versions/:vid/restore. Without ids the whole plan. `field`: only this field of each goal and strategy
 * that is named, such as `why`; without ids a path such as `about.loves`. `reason` becomes the label of the version that is
 * cut before, `requestId` its id.
 */
export const RestoreRequest = Type.Object(
  {
    goalIds: Type.Optional(Type.Array(uuid, { maxItems: 200 })),
    strategyIds: Type.Optional(Type.Array(uuid, { maxItems: 610 })),
    field: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    reason: Type.Optional(nameOfVersion),
    requestId,
  },
  { additionalProperties: false },
)
export type RestoreRequest = Static<typeof RestoreRequest>
export const RestoreQuery = Type.Object({ preview: Type.Optional(literals(['true', 'false'])) }, { additionalProperties: false })

/**
 * `versionId`: the plan right before, which undoes this when it is restored in turn; null for a preview. `changes`: what a
 * preview would change. `stays`: goals and strategies that were added since the version, which a restore leaves alone.
 */
export const Restored = Type.Object({
  versionId: maybe(uuid),
  changes: Type.Array(Change),
  stays: Type.Array(Type.Object({ entity: Type.String(), id: Type.String(), title: Type.String() })),
})
export type Restored = Static<typeof Restored>

/** POST /api/plans/:id/versions/:vid/agree. `dissent`: what of it the signer does not agree with. */
export const NewAgreement = Type.Object(
  { dissent: Type.Optional(Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' })) },
  { additionalProperties: false },
)
/** The hash of the words that were signed. */
export const Agreed = Type.Object({ hash: Type.String() })

/** GET /api/plans/:id/authors: who wrote the text that stands at a place today. */
export const AuthorsQuery = Type.Object({ ...placeProperties, field: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false })

/**
 * `runs` together are the text. `by` and `at`: who wrote it, and when to the minute; null where that is not known, or was the
 * server, or somebody whom this reader does not see. `version`: the first that holds it, and `visit`: the first of a visit; null
 * where there is none yet. `ids`: the Yjs ids of its letters, as client, clock and how many, for who has the part live. `versions`: those that are named;
 * `startedAt`: of a visit, when it began, where that is known.
 */
export const TextAuthors = Type.Object({
  runs: Type.Array(
    Type.Object({
      text: Type.String(),
      by: maybe(uuid),
      at: maybe(Type.String()),
      version: maybe(uuid),
      visit: maybe(uuid),
      ids: Type.Array(Type.Tuple([Type.Integer(), Type.Integer(), Type.Integer()])),
    }),
  ),
  versions: Type.Array(
    Type.Object({ id: uuid, kind: literals(versionKinds), label: maybe(Type.String()), at: Type.String(), startedAt: maybe(Type.String()) }),
  ),
})
export type TextAuthors = Static<typeof TextAuthors>

/**
 * GET /api/plans/:id/arrivals: when entries first reached the server, by its own clock. Only of those that came noticeably later, or
 * earlier, than they say they were written.
 */
export const ArrivalList = Type.Object({ items: Type.Array(Type.Object({ id: Type.String(), at: Type.String() })) })
export type ArrivalList = Static<typeof ArrivalList>

/** GET /api/plans/:id/entry-history */
export const EntryQuery = Type.Object({ part: Type.String({ maxLength: 100 }), entry: uuid }, { additionalProperties: false })

/** The entry as it came, then after each change, oldest first. `by`: null for somebody whom this reader does not see. */
export const EntryHistory = Type.Object({
  states: Type.Array(Type.Object({ at: Type.String(), by: maybe(uuid), content: EntityContent })),
})
export type EntryHistory = { states: { at: string; by: string | null; content: EntityContent }[] }

/**
 * GET /api/plans/:id/since. `since`: when this member last looked, or null. `upTo`: the moment the list goes up to. Their own
 * changes are not in it. `questions`: every open question that somebody else asked.
 */
export const SinceList = Type.Object({
  since: maybe(Type.String()),
  upTo: Type.String(),
  ...ChangeList.properties,
  questions: Type.Array(EntityContent),
})
export type SinceList = Omit<Static<typeof SinceList>, 'questions'> & { questions: EntityContent[] }

/** POST /api/plans/:id/seen. `upTo`: that of the list that was read; now if left out. A look never goes back. */
export const NewLook = Type.Object(
  { upTo: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })) },
  { additionalProperties: false },
)
export const Seen = Type.Object({ at: Type.String() })

export const seenEntities = ['goal', 'strategy', 'entry'] as const

/**
 * GET /api/plans/:id/seen. `looks`: when people last looked, as far as this reader may know. `items`: when each goal, strategy
 * and entry last changed; `isNew`: somebody else changed it after this reader looked; `seenBy`: who looked after that;
 * `waitsFor`: of a goal or strategy, who has not. Nobody who wrote it all is in either. `upTo`: the moment the list goes up to.
 */
export const SeenList = Type.Object({
  upTo: Type.String(),
  looks: Type.Array(Type.Object({ memberId: uuid, at: Type.String() })),
  items: Type.Array(
    Type.Object({
      entity: literals(seenEntities),
      id: Type.String(),
      changedAt: Type.String(),
      isNew: Type.Boolean(),
      seenBy: Type.Array(uuid),
      waitsFor: Type.Array(uuid),
    }),
  ),
})
export type SeenList = Static<typeof SeenList>
export type SeenItem = SeenList['items'][number]
