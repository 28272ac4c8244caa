/**
 * The tables, as Kysely sees them. Ids are UUIDs in text; instants are ISO 8601 UTC text; flags are 0/1 integers, so that
 * SQLite and PostgreSQL hold the same values. Accounts and sessions are tables of the sign-in library, under our names.
 */
import type { Generated } from 'kysely'
import type { PracticeRole, Role } from '#shared/access.ts'
import type { VersionKind } from '#shared/version/api.ts'
import type { ChangedEntity } from '#shared/version/changes.ts'
import type { ErasureReason } from '#shared/version/erasure.ts'
import type { VisitPlace } from '#shared/visit/api.ts'

export type Tables = {
  // people
  practice: { id: string; name: string; created_at: string }
  practice_member: { practice_id: string; account_id: string; role: PracticeRole; created_at: string }
  practice_invite: PracticeInviteTable
  plan: { id: string; practice_id: string; child_name: string; created_by: string; created_at: string }
  member: MemberTable
  consent: ConsentTable
  invite: InviteTable
  // what was written
  part: PartTable
  update_log: UpdateLogTable
  snapshot: SnapshotTable
  quarantine: QuarantineTable
  client_id: { part_key: number; client_id: number; member_id: string | null }
  // history
  version: VersionTable
  part_point: PartPointTable
  version_part: { version_id: string; part_key: number; seq: number }
  agreement: AgreementTable
  last_look: { member_id: string; at: string }
  erasure: ErasureTable
  erased_plan: ErasedPlanTable
  erasure_point: { erasure_id: string; part_key: number; seq: number }
  // visits
  visit: VisitTable
  visit_member: VisitMemberTable
  visit_screen: VisitScreenTable
} & AccountTables

/** One person in one care team. A person who leaves keeps their row: what they wrote stays under their name. */
type MemberTable = {
  id: string
  plan_id: string
  account_id: string
  role: Role
  created_at: string
  /** Goes up whenever the person's rights change. A write carries the epoch it was allowed under [A7]. */
  epoch: number
  removed_at: string | null
}

/** An invitation to work in a practice. */
type PracticeInviteTable = {
  id: string
  practice_id: string
  role: PracticeRole
  /** SHA-256 of the code; the code itself is shown once and not kept. */
  code_hash: string
  created_by: string
  created_at: string
  expires_at: string
  accepted_at: string | null
  accepted_by: string | null
}

/** What a member may see who sees nothing of the plan otherwise. Lists of ids are JSON. A consent that was taken back has no row. */
type ConsentTable = {
  member_id: string
  goal_ids: string
  strategy_ids: string
  version_id: string | null
  given_by: string
  given_at: string
  ends_at: string | null
}

type InviteTable = {
  id: string
  plan_id: string
  role: Role
  /** Whose invitation it is, in lower case; null: whoever has the code. */
  email: string | null
  /** SHA-256 of the code; the code itself is shown once and not kept. */
  code_hash: string
  created_by: string
  created_at: string
  expires_at: string
  accepted_at: string | null
  accepted_by: string | null
}

/** `renewed_by`: the Yjs client id that whoever holds the part from after its last erasure has; null where nothing was erased. */
type PartTable = { key: Generated<number>; plan_id: string; part_id: string; last_seq: number; renewed_by: Generated<number | null> }

/** One accepted update. Rows of a part have no gaps in `seq`. */
type UpdateLogTable = {
  part_key: number
  seq: number
  /** Null: the server itself, making empty containers. */
  member_id: string | null
  at: string
  bytes: Buffer
  /** Over part, seq and bytes: a row that was changed, moved or torn does not pass [S6]. */
  checksum: Buffer
}

/**
 * A part up to and including `seq`, so that the log before it need not be replayed; a row a kind and part. `live` is what
 * devices get: collected, without the words that were deleted. `history` is what history is read from: nothing
 * collected; it never leaves the server [V2]. `authors` is who wrote and removed what, read from the rows before they go.
 */
type SnapshotTable = {
  part_key: number
  kind: 'live' | 'history' | 'authors'
  seq: number
  at: string
  bytes: Buffer
  checksum: Buffer
}

/**
 * Damage that was found and is not mended [S6], a row a finding. It holds no content, and the damaged bytes stay where they
 * are. `seq` is the row or snapshot, or the first row that is missing; 0 where the database cannot read the part at all.
 */
type QuarantineTable = { part_key: number; seq: number; what: DamageKind; found_at: string }

/** `head`: the log goes on after what the part says is its last row. The last three are snapshots. */
export const damageKinds = ['log-row', 'missing-row', 'head', 'unreadable', 'live', 'history', 'authors'] as const
export type DamageKind = (typeof damageKinds)[number]

/**
 * A point in the life of a plan. Never changed and never removed. `restored_id`: which version was restored right after;
 * `choice_hash`: SHA-256 of what of it, for the same request when it comes again.
 */
type VersionTable = {
  id: string
  plan_id: string
  kind: VersionKind
  label: string | null
  at: string
  /** Null: the server, by its own rule. */
  member_id: string | null
  restored_id: string | null
  choice_hash: Generated<string | null>
}

/**
 * What a part held as of `seq`: which Yjs ids were there and which of them removed, and the SHA-256 of its content as
 * canonical JSON. `snapshot` is compressed, by what the point at `base_seq` holds already where that is not null.
 */
type PartPointTable = {
  part_key: number
  seq: number
  base_seq: number | null
  snapshot: Buffer
  hash: string
  /** The hash before anything was erased from it; null where nothing was. Agreements from then name it. */
  hash_before: Generated<string | null>
}

/** Somebody's yes, or what they do not agree with, to the words of one version: those with this hash. */
type AgreementTable = { id: string; version_id: string; member_id: string; role: Role; at: string; hash: string; dissent: string | null }

/**
 * An order to erase for good: asked for by one person, decided by another. Rows stay, without content: `passage` is there only
 * until the order is carried out or withdrawn. `author_id`: of an entry. `erased_at`: gone from every row of the database.
 * `done_at`: gone from its files as well.
 */
type ErasureTable = {
  id: string
  plan_id: string
  part_key: number
  entity: ChangedEntity | null
  entity_id: string | null
  within_id: string | null
  field: string | null
  author_id: string | null
  is_passage: number
  passage: string | null
  reason: ErasureReason
  note: string | null
  letters: number
  asked_by: string
  asked_at: string
  decision: 'confirmed' | 'withdrawn' | null
  decided_by: string | null
  decided_at: string | null
  erased_at: string | null
  done_at: string | null
}

/** What stays of a plan that was erased as a whole: by which two accounts, when and why. `done_at`: gone from the files too. */
type ErasedPlanTable = {
  plan_id: string
  practice_id: string
  reason: string
  by_one: string
  by_other: string
  at: string
  done_at: string | null
}

/** A meeting about a plan. At most one without `ended_at` in a plan. `shown_at`: when what people wrote alone was shown. */
type VisitTable = {
  id: string
  plan_id: string
  started_by: string
  started_at: string
  ended_at: string | null
  place: VisitPlace
  goal_id: string | null
  /** Six digits that say which visit is meant. No secret. */
  code: string
  shown_at: string | null
  agreed_version_id: string | null
  version_id: string | null
  next_words: Generated<string>
}

/** Somebody in a visit. `lane`: what they wrote alone. `ranking`: ids of goals as JSON, what matters most first. */
type VisitMemberTable = {
  visit_id: string
  member_id: string
  joined_at: string
  left_at: string | null
  lane: Generated<string>
  is_ready: Generated<number>
  ranking: Generated<string>
}

/** The grant of one big screen. Of the code and of the token that took its place there are only hashes. */
type VisitScreenTable = {
  id: string
  visit_id: string
  code_hash: string
  created_by: string
  created_at: string
  expires_at: string
  token_hash: string | null
  opened_at: string | null
}

type AccountTables = {
  account: { id: string; name: string; email: string; emailVerified: number; createdAt: string; updatedAt: string; image: string | null; disabled_at: string | null }
  credential: {
    id: string; accountId: string; providerId: string; userId: string; password: string | null; createdAt: string; updatedAt: string
    accessToken: string | null; refreshToken: string | null; idToken: string | null; accessTokenExpiresAt: string | null
    refreshTokenExpiresAt: string | null; scope: string | null
  }
  session: { id: string; userId: string; token: string; expiresAt: string; ipAddress: string | null; userAgent: string | null; createdAt: string; updatedAt: string }
  verification: { id: string; identifier: string; value: string; expiresAt: string; createdAt: string; updatedAt: string }
}
