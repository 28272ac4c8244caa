/** What live editing counts of itself as it works: numbers and codes, nothing that anybody wrote. */
import type { ErrorCode } from '#shared/errors.ts'
import type { ClientFrame } from '#shared/protocol/frames.ts'
import type { Refusal } from './admission/judge.ts'

export type Measures = {
  /** A frame came. */
  received(type: ClientFrame['type']): void
  /** An update was refused by the rules of admission. */
  refused(refusal: Refusal | 'document-full'): void
  /** A socket or channel was ended by this server. */
  closed(code: ErrorCode): void
  /** A commit of the update log ended; `tookMs` from when it began. */
  committed(entries: number, tookMs: number): void
  /** An update was acknowledged, so long after it came. */
  acknowledged(tookMs: number): void
  /** A row of the log or a snapshot did not pass its check. */
  damaged(): void
}

/** Counts nothing. */
export const noMeasures: Measures = {
  received: () => undefined,
  refused: () => undefined,
  closed: () => undefined,
  committed: () => undefined,
  acknowledged: () => undefined,
  damaged: () => undefined,
}
