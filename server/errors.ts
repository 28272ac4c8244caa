/** Errors as data: what can be refused is in the table of `shared/errors.ts`; this is how it is thrown. */
import { errorTable, type ErrorCode } from '#shared/errors.ts'

/** Ids, numbers, field paths: facts for the log. Never anything that a person wrote. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** An expected refusal. Its code decides the HTTP status, the close code and the words on screen. */
export class AppError extends Error {
  override name = 'AppError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, options: { cause?: unknown } = {}) {
    super(errorTable[code].title, options)
    this.code = code
    this.details = details
  }

  /** The row of the error table. */
  get row() {
    return errorTable[this.code]
  }
}

export const startErrorCodes = [
  'bad-config', 'data-folder-in-use', 'database-in-use', 'port-in-use', 'client-not-built', 'stop-timed-out',
] as const
export type StartErrorCode = (typeof startErrorCodes)[number]

/** Why a program cannot start, or stop as it should, in words for the person at the terminal. Printed without a stack. */
export class StartError extends Error {
  override name = 'StartError'
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.code = code
  }
}

/** Whether `cause` carries this `code`, as errors of Node, SQLite, PostgreSQL and Fastify do. */
export const hasErrorCode = (cause: unknown, test: (code: string) => boolean): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' && test(cause.code)
