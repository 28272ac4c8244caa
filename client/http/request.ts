import { isErrorCode, type ErrorCode } from '#shared/errors.ts'

/** A request that was refused or got no answer. `unreachable`: this device or the server is not on the network. */
export class RequestError extends Error {
  override name = 'RequestError'
  readonly code: ErrorCode | 'unreachable'
  constructor(code: ErrorCode | 'unreachable', options?: ErrorOptions) {
    super(code, options)
    this.code = code
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Sends a request to this server and reads the JSON answer. Throws RequestError, with a code of the error table. */
export async function request<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  const response = await send(method, path, body)
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (response.ok) return answer as Answer
  throw new RequestError(codeOf(response.status, answer))
}

async function send(method: Method, path: string, body?: object): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
  } catch (cause) {
    throw new RequestError('unreachable', { cause })
  }
}

/** Answers of the sign-in library and of proxies carry no code of ours. */
const codeByStatus: Record<number, ErrorCode> = {
  400: 'bad-request',
  401: 'signed-out',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  429: 'too-many-requests',
}

function codeOf(status: number, answer: unknown): ErrorCode {
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined
  return isErrorCode(code) ? code : (codeByStatus[status] ?? 'internal')
}
