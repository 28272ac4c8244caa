/** The way in for live editing: a WebSocket upgrade that the route guard has let pass, or a plain HTTP refusal. */
import type { WebSocket } from '@fastify/websocket'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { authorizePart } from '../access/authorize.ts'
import { accountOf, membershipOf, partGrantOf } from '../access/route-guard.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { App } from '../http/app-type.ts'
import type { LiveEditing } from './live-editing.ts'
import type { LiveSocket } from './live-socket.ts'
import { PartSocket } from './part-socket.ts'
import { PlanSocket } from './plan-socket.ts'

/** Adds `/sync/:planId/:partId`, the y-websocket address of one part, and `/sync/:planId`, one socket for a whole plan. */
export function addSyncRoutes(app: App, database: Database, { rooms, sockets, channelDeps }: LiveEditing): void {
  const responses = new WeakMap<FastifyRequest, ServerResponse>()
  const refusePlainRequests = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw new AppError('upgrade-required')
    responses.set(request, reply.raw)
  }

  /** Lets go of the request that a socket came with: 5 KiB for as long as the socket is open, and nobody asks for it. */
  function forgetRequest(wire: WebSocket, request: FastifyRequest): void {
    wire.removeAllListeners('error')
    responses.get(request)?.detachSocket(request.raw.socket)
  }
  const handler = (): never => {
    throw new AppError('upgrade-required')
  }

  /** Listens before anything is awaited: a message that comes before its listener is lost. */
  function open(wire: WebSocket, request: FastifyRequest, socket: LiveSocket): boolean {
    forgetRequest(wire, request)
    wire.on('message', (data: Buffer, isBinary: boolean) => socket.receive(data, isBinary))
    wire.on('pong', () => socket.sawPong())
    wire.on('close', () => {
      const { channels } = socket
      socket.ended()
      for (const channel of channels) rooms.release(channel)
      sockets.remove(socket)
    })
    // 'close' follows and does the work; without a listener the error would end the process.
    wire.on('error', () => undefined)
    return sockets.add(socket)
  }

  app.route({
    method: 'GET',
    url: '/sync/:planId/:partId',
    config: { access: 'part-socket' },
    handler,
    preValidation: refusePlainRequests,
    wsHandler: (wire, request) => {
      const socket = new PartSocket(wire, partGrantOf(request), accountOf(request).sessionId, channelDeps)
      if (open(wire, request, socket)) void rooms.admit(socket.channel)
    },
  })

  app.route({
    method: 'GET',
    url: '/sync/:planId',
    config: { access: 'plan-socket' },
    handler,
    preValidation: refusePlainRequests,
    wsHandler: (wire, request) => {
      const { id: accountId, sessionId } = accountOf(request)
      const { planId, memberId } = membershipOf(request)
      const authorize = (partId: string) => authorizePart(database, accountId, planId, partId)
      open(wire, request, new PlanSocket(wire, { planId, memberId, accountId, sessionId }, { ...channelDeps, authorize, rooms }))
    },
  })
}
