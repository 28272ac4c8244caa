/** The fingerprint of a plan's words, worked out here as the server does it. */
import type * as Y from 'yjs'
import { planPart } from '#shared/plan/plan-part.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { canonicalJson } from '#shared/version/canonical.ts'

/** The SHA-256 of a plan's words, in hex, as versions have it; null where the browser does no cryptography here. */
export async function hashOfPlan(doc: Y.Doc): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null
  const bytes = new TextEncoder().encode(canonicalJson(partToJson(doc, planPart)))
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
