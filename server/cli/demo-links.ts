/** One sign-in link per person, for the demo only: no other way of starting imports this file. */
import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { startSession } from '../accounts/session.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { App } from '../http/app-type.ts'

export type DemoLinks = {
  /** The link of an account. It works as often as it is opened, for as long as the demo runs. */
  linkFor(deps: Deps, accountId: string): string
  /** Adds the address that the links lead to. */
  readonly addRoutes: (app: App, deps: Deps) => void
}

const hash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Keeps the links of one demo, in memory. */
export function openDemoLinks(): DemoLinks {
  const accountIds = new Map<string, string>()
  return {
    linkFor: (deps, accountId) => {
      const token = deps.randomBytes(16).toString('base64url')
      accountIds.set(hash(token), accountId)
      return `${deps.config.publicUrl}/demo/${token}`
    },
    addRoutes: (app, deps) => {
      const schema = { params: Type.Object({ token: Type.String({ maxLength: 100 }) }) }
      app.get('/demo/:token', { config: { access: 'public' }, schema }, async (request, reply) => {
        const accountId = accountIds.get(hash(request.params.token))
        if (accountId === undefined) throw new AppError('not-found')
        await startSession(deps.signIn, accountId, reply)
        return reply.header('cache-control', 'no-store').redirect('/today')
      })
    },
  }
}
