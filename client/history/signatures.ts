/** Who agreed to what, over all versions. */
import type { Agreement, VersionRow } from '#shared/version/api.ts'

export type Signature = { readonly version: VersionRow; readonly agreement: Agreement }

/** Every signature, the newest first. */
export const signaturesOf = (versions: readonly VersionRow[]): Signature[] =>
  versions
    .flatMap((version) => version.agreements.map((agreement) => ({ version, agreement })))
    .toSorted((a, b) => (a.agreement.at < b.agreement.at ? 1 : -1))

/** The last signature of each person, the newest first. */
export const lastSignatures = (versions: readonly VersionRow[]): Signature[] => {
  const seen = new Set<string>()
  return signaturesOf(versions).filter(({ agreement: { memberId } }) => !seen.has(memberId) && seen.add(memberId))
}
