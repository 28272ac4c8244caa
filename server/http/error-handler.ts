/** Every error leaves as RFC 9457 problem details with a code of the table; what is not in the table is `internal`. */
import type { ErrorCode, Problem } from '#shared/errors.ts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { isStorageFault } from '../db/storage-fault.ts'
import { AppError } from '../errors.ts'
import type { App } from './app-type.ts'

/**
 * Makes `app` answer every error and every unknown address with problem details. A person who follows a wrong link gets the
 * page instead, still as 404: it says in plain words that nothing is there.
 */
export function handleErrors(app: App): void {
  app.setErrorHandler((error, request, reply) => sendProblem(toAppError(error), error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    if (!isForAPerson(request) || !app.hasReplyDecorator('sendFile')) return sendProblem(new AppError('not-found'), null, request, reply)
    return reply.code(404).header('cache-control', 'no-cache').header('referrer-policy', 'same-origin').sendFile('index.html')
  })
}

/** A browser that opens an address as a page, and not a file or something of the API. */
const isForAPerson = ({ method, url, headers }: FastifyRequest): boolean =>
  method === 'GET' && (headers.accept ?? '').includes('text/html') && !/^\/(?:api|assets|sync)(?:\/|$)/.test(url)

/** Answers a request with an error. Used where Fastify has no route to find a handler by. */
export function sendProblem(error: AppError, cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, retry } = error.row
  if (status >= 500) request.log.error({ err: cause ?? error, code: error.code }, 'request failed')
  else request.log.info({ code: error.code }, 'request refused')
  if (retry) void reply.header('retry-after', status === 429 ? '60' : '5')
  return reply.code(status).type('application/problem+json').serializer(JSON.stringify).send(toProblem(error))
}

/** The body of an answer. The words are those of the table; details stay in the log, but for the fields of a bad request. */
export function toProblem({ code, row, details }: AppError): Problem {
  const problem: Problem = { type: `urn:samepage:error:${code}`, title: row.title, status: row.status, code }
  return Array.isArray(details['fields']) ? { ...problem, fields: details['fields'] as NonNullable<Problem['fields']> } : problem
}

/** What any thrown value means in terms of the table. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const { validation, validationContext, statusCode } = error as Partial<FastifyError>
  if (validation !== undefined) {
    const fields = validation.map(({ instancePath, message, params, keyword }) => ({
      path: `${validationContext ?? 'body'}${instancePath}${unknownProperty(keyword, params)}`,
      message: message ?? 'is not valid',
    }))
    return new AppError('bad-request', { fields }, { cause: error })
  }
  return new AppError(codeOf(error, statusCode ?? 500), {}, { cause: error })
}

const unknownProperty = (keyword: string, params: Record<string, unknown>): string =>
  keyword === 'additionalProperties' && typeof params['additionalProperty'] === 'string'
    ? `/${params['additionalProperty'].slice(0, 50)}`
    : ''

function codeOf(error: unknown, statusCode: number): ErrorCode {
  if (isStorageFault(error)) return 'storage-unavailable'
  if (statusCode === 404) return 'not-found'
  if (statusCode === 413) return 'too-large'
  if (statusCode === 415) return 'unsupported-media-type'
  if (statusCode === 429) return 'too-many-requests'
  return statusCode >= 400 && statusCode < 500 ? 'bad-request' : 'internal'
}
