/** The hash of content. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/version/canonical.ts'

/** The SHA-256 of the canonical JSON, in hex. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')
