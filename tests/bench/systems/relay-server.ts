/** A relay: every frame goes to everybody else on the same address, unread. */
import { createServer } from 'node:http'
import { WebSocketServer, type WebSocket } from 'ws'

const rooms = new Map<string, Set<WebSocket>>()
const server = createServer((_request, response) => response.end('up'))

new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, request) => {
  const room = rooms.get(request.url ?? '') ?? new Set<WebSocket>()
  rooms.set(request.url ?? '', room.add(socket))
  socket.on('message', (data: Buffer) => {
    for (const other of room) if (other !== socket) other.send(data, { binary: true })
  })
  socket.on('close', () => room.delete(socket))
  socket.on('error', () => undefined)
})
server.listen(Number(process.env.PORT), '127.0.0.1')
