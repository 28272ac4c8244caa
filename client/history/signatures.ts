/** Who agreed to what, over all versions. */
import type { Agreement, VersionRow } from '#shared/version/api.ts'

export type Signature = { readonly version: VersionRow; readonly agreement: Agreement }

/** Every signature, the newest first. */
export const signaturesOf = (versions: readonly VersionRow[]): Signature[] =>
  versions
    .flatMap((version) => version.agreements.map((agreement) => ({ version, agreement })))
    .toSorted((a, b) => (a.agreement.at < b.agreement.at ? 1 : -1))

/** A version whose words have this hash, as somebody has signed them: all names come under that one. */
export const versionSignedAs = (versions: readonly VersionRow[], hash: string): VersionRow | null =>
  signaturesOf(versions).find(({ agreement }) => agreement.hash === hash && !agreement.isBeforeErasure)?.version ?? null

/** Whether the plan says something else today than what was signed. The server's word where the plan is not on this screen. */
export const hasChangedSince = ({ hash, hasChanged }: Agreement, present: string | null): boolean =>
  present === null ? hasChanged : hash !== present

/** The last signature of each person, the newest first. */
export const lastSignatures = (versions: readonly VersionRow[]): Signature[] => {
  const seen = new Set<string>()
  return signaturesOf(versions).filter(({ agreement: { memberId } }) => !seen.has(memberId) && seen.add(memberId))
}
