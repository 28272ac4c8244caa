/**
 * The server's engine alone, in a process of its own that is quick to start: a real database file, the real log with its
 * writer thread, real rooms and sockets; only signing in is left out, so a socket says who it is. It loads its code and
 * then waits for the word, so that a new one is ready when the last is killed. Called as `engine.ts DATA_DIR`.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { parsePart, type Part } from '#shared/plan/parts.ts'
import { openRightsChanged } from '../../server/access/rights-changed.ts'
import { openDatabase } from '../../server/db/database.ts'
import { compactPart } from '../../server/sync/compaction.ts'
import type { PartGrant } from '../../server/sync/grant.ts'
import { openLiveEditing } from '../../server/sync/live-editing.ts'
import { noMeasures } from '../../server/sync/measures.ts'
import { PartSocket } from '../../server/sync/part-socket.ts'

/** Often, so that many kills meet a compaction. */
const compactEveryMs = 50

async function serve(): Promise<number> {
  const database = await openDatabase({ dataDir: process.argv[2] as string, databaseUrl: null })
  const now = () => new Date()
  const report = (cause: unknown) => void process.stderr.write(`${String(cause)}\n`)
  const live = openLiveEditing({ database, rights: openRightsChanged(), now, measures: noMeasures, report })

  /** `/sync/PLAN/PART`, with the member as the cookie. Each member here has an account and a sign-in of the same id. */
  const grantOf = (url: string, memberId: string): PartGrant => {
    const [, , planId = '', partId = ''] = url.split('/')
    const part = parsePart(partId) as Part
    return { planId, partId, part, access: 'write', mayEditPlan: true, memberId, accountId: memberId, name: 'Sam', role: 'lead', epoch: 1 }
  }
  const http = createServer()
  new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (wire, request) => {
    const grant = grantOf(request.url ?? '', request.headers.cookie ?? '')
    const socket = new PartSocket(wire, grant, grant.memberId, live.channelDeps)
    wire.on('message', (data: Buffer, isBinary: boolean) => socket.receive(data, isBinary))
    wire.on('pong', () => socket.sawPong())
    wire.on('error', () => undefined)
    wire.on('close', () => {
      socket.ended()
      live.rooms.release(socket.channel)
      live.sockets.remove(socket)
    })
    if (live.sockets.add(socket)) void live.rooms.admit(socket.channel)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

  const compactAll = async () => {
    for (const room of await live.rooms.loaded()) await compactPart(live.log, room.partKey, now().toISOString()).catch(report)
    setTimeout(() => void compactAll(), compactEveryMs)
  }
  void compactAll()
  return (http.address() as AddressInfo).port
}

process.once('message', () => void serve().then((port) => process.send?.(port)))
// The test's own process has ended: nobody is left to kill this one.
process.once('disconnect', () => process.exit())
