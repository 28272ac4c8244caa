/** Hocuspocus with its defaults and SQLite storage. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hocuspocusWire } from '../wire.ts'
import { launchProgram, type System } from './system.ts'

const packageFile = new URL('../../../node_modules/@hocuspocus/server/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }

export const hocuspocus: System = {
  name: 'hocuspocus',
  label: `@hocuspocus/server ${version}`,
  acknowledges: 'when it is in memory',
  stores: 'the whole document in SQLite, 2 to 10 s after a change (its default)',
  launch: () =>
    launchProgram(hocuspocus, {
      program: (port, dataDir) => ({
        args: [fileURLToPath(new URL('./hocuspocus-server.ts', import.meta.url))],
        env: { PORT: String(port), DATA_DIR: dataDir },
        health: '/',
      }),
      seat: (port) => (room) => ({ url: `ws://127.0.0.1:${port}`, headers: {}, wire: hocuspocusWire(room) }),
    }),
}
