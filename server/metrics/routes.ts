import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { App } from '../http/app-type.ts'
import type { Metrics } from './metrics.ts'

/** `/metrics`, for whoever has the token; without a token, for programs on this machine. Others learn nothing, not even that it is there. */
export function addMetricsRoute(app: App, token: string | null, metrics: Metrics): void {
  app.get('/metrics', { config: { access: 'public', rateLimit: false } }, async (request, reply) => {
    if (!(token === null ? isFromThisMachine(request) : bears(request, token))) throw new AppError('not-found')
    const { type, text } = await metrics.read()
    return reply.type(type).send(text)
  })
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** A reverse proxy on this machine asks for somebody else, and says so in a header. */
function isFromThisMachine({ raw, headers }: FastifyRequest): boolean {
  const { remoteAddress = '', remoteFamily } = raw.socket
  const isForwarded = 'x-forwarded-for' in headers || 'forwarded' in headers || 'x-real-ip' in headers || 'via' in headers
  return !isForwarded && loopback.check(remoteAddress, remoteFamily === 'IPv6' ? 'ipv6' : 'ipv4')
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares digests, so that how long it takes tells nothing of the token. */
const bears = ({ headers }: FastifyRequest, token: string): boolean =>
  timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
