/** Requests that change something must come from our own pages. */
import type { FastifyRequest } from 'fastify'
import { AppError } from '../errors.ts'
import type { App } from './app-type.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * Refuses changes whose Origin is not exactly ours. One without an Origin passes: it is no browser's cross-site request,
 * which always carries one. The session cookie is SameSite=Lax besides.
 */
export function checkOrigin(app: App, publicUrl: string): void {
  app.addHook('onRequest', (request, _reply, next) => {
    const isForeign = request.headers.origin !== undefined && request.headers.origin !== publicUrl
    next(isForeign && !safeMethods.includes(request.method) ? new AppError('wrong-origin') : undefined)
  })
}

/** For sockets, which are opened with GET and carry the cookie: the Origin must be there and be exactly ours. */
export function requireExactOrigin(request: FastifyRequest, publicUrl: string): void {
  if (request.headers.origin !== publicUrl) throw new AppError('wrong-origin')
}
