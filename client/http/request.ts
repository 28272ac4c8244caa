import { isErrorCode, type ErrorCode } from '#shared/errors.ts'

/** A request that was refused or got no answer. `unreachable`: this device or the server is not on the network. */
export class RequestError extends Error {
  override name = 'RequestError'
  readonly code: ErrorCode | 'unreachable'
  /** It may have changed something all the same: it was sent, and the answer did not come. */
  readonly mayHaveArrived: boolean
  constructor(code: ErrorCode | 'unreachable', { mayHaveArrived = false, ...options }: ErrorOptions & { mayHaveArrived?: boolean } = {}) {
    super(code, options)
    this.code = code
    this.mayHaveArrived = mayHaveArrived
  }
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** Sends a request to this server and reads the JSON answer. Throws RequestError, with a code of the error table. */
export async function request<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  // Without a network nothing is sent, and a preview changes nothing.
  const mayHaveArrived = method !== 'GET' && navigator.onLine && !path.endsWith('?preview=true')
  const response = await send(method, path, body).catch((cause: unknown) => {
    throw new RequestError('unreachable', { cause, mayHaveArrived })
  })
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (response.ok) return answer as Answer
  const code = codeOf(response.status, answer)
  throw new RequestError(code, { mayHaveArrived: mayHaveArrived && code === 'unreachable' })
}

const send = (method: Method, path: string, body?: object): Promise<Response> =>
  fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })

/** Answers of the sign-in library and of proxies carry no code of ours. */
const codeByStatus: Record<number, RequestError['code']> = {
  400: 'bad-request',
  401: 'signed-out',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  429: 'too-many-requests',
  502: 'unreachable',
  504: 'unreachable',
}

function codeOf(status: number, answer: unknown): RequestError['code'] {
  const code = typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : undefined
  return isErrorCode(code) ? code : (codeByStatus[status] ?? 'internal')
}
