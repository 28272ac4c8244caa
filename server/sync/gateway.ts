/** The way in for live editing: a WebSocket upgrade that the route guard has let pass, or a plain HTTP refusal. */
import { accountOf, partGrantOf } from '../access/route-guard.ts'
import { AppError } from '../errors.ts'
import type { App } from '../http/app-type.ts'
import { Connection, type ConnectionDeps } from './connection.ts'
import type { RoomRegistry } from './room-registry.ts'

/** Adds `/sync/:planId/:partId`, the y-websocket address of one part. */
export function addSyncRoutes(app: App, { rooms, ...deps }: ConnectionDeps & { rooms: RoomRegistry }): void {
  const asksForSocket = (upgrade: string | undefined) => upgrade?.toLowerCase() === 'websocket'

  app.route({
    method: 'GET',
    url: '/sync/:planId/:partId',
    config: { access: 'part' },
    handler: () => {
      throw new AppError('upgrade-required')
    },
    preValidation: async (request) => {
      if (!asksForSocket(request.headers.upgrade)) throw new AppError('upgrade-required')
    },
    wsHandler: (socket, request) => {
      const connection = new Connection(socket, partGrantOf(request), accountOf(request).sessionId, deps)
      // Listeners first: a message that arrives before them is lost.
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        if (isBinary) connection.receive(data)
        else connection.close('bad-frame')
      })
      socket.on('pong', () => connection.sawPong())
      socket.on('close', () => rooms.release(connection))
      // 'close' follows and does the work; without a listener the error would end the process.
      socket.on('error', () => undefined)
      void rooms.admit(connection)
    },
  })
}
