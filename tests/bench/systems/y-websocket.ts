/** `@y/websocket-server` as its package starts it, with its own LevelDB storage. */
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { yWebsocketWire } from '../wire.ts'
import { launchProgram, type System } from './system.ts'

const packageFile = createRequire(import.meta.url).resolve('@y/websocket-server/package.json')
const { version } = createRequire(import.meta.url)(packageFile) as { version: string }

export const yWebsocket: System = {
  name: 'y-websocket',
  label: `@y/websocket-server ${version}`,
  acknowledges: null,
  stores: 'each update in LevelDB, without fsync',
  launch: () =>
    launchProgram(yWebsocket, {
      program: (port, dataDir) => ({
        args: [join(dirname(packageFile), 'src/server.js')],
        env: { HOST: '127.0.0.1', PORT: String(port), YPERSISTENCE: dataDir },
        health: '/',
      }),
      seat: (port) => (room) => ({ url: `ws://127.0.0.1:${port}/${room}`, headers: {}, wire: yWebsocketWire }),
    }),
}
