/** What the log says about a request: its route's pattern, never its address (which can hold a code) nor its body. */
import type { FastifyServerOptions } from 'fastify'
import type { LogLevel } from '../config.ts'

/** Class, code and place of an error. Not its message: those of databases and parsers quote what people wrote. */
function describeError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { type: error.name, message: '', stack: frames.join('\n'), ...(code === undefined ? {} : { code }) }
}

/** Settings of the server's log. */
export const logOptions = (level: LogLevel, stream?: { write(line: string): void }): Exclude<FastifyServerOptions['logger'], undefined> => ({
  level,
  redact: ['req.headers', 'headers', 'cookie', 'password', 'token', 'code_hash'],
  serializers: {
    req: (request: { method: string; routeOptions?: { url?: string | undefined } }) => ({
      method: request.method,
      route: request.routeOptions?.url ?? 'none',
    }),
    res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    err: describeError,
  },
  ...(stream === undefined ? {} : { stream }),
})
