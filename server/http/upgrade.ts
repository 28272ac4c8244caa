import { isSocketAccess } from '../access/route-guard.ts'
import { AppError } from '../errors.ts'
import type { App } from './app-type.ts'

/**
 * Refuses an upgrade everywhere but on the routes of sockets. The WebSocket plugin would accept it on any page, and would
 * log the address, which can hold an invitation's code. Call it after that plugin is registered, before the first route.
 */
export function refuseUpgrades(app: App): void {
  app.addHook('onRequest', (request, _reply, next) => {
    const isStray = request.ws && !isSocketAccess(request.routeOptions.config.access)
    next(isStray ? new AppError('not-found') : undefined)
  })
}
