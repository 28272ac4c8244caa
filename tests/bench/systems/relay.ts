/** The floor: a program that passes each frame on to the others in the room and does nothing else. */
import { fileURLToPath } from 'node:url'
import { relayWire } from '../wire.ts'
import { launchProgram, type System } from './system.ts'

export const relay: System = {
  name: 'relay',
  label: 'bare ws relay',
  acknowledges: null,
  stores: null,
  launch: () =>
    launchProgram(relay, {
      program: (port) => ({
        args: [fileURLToPath(new URL('./relay-server.ts', import.meta.url))],
        env: { PORT: String(port) },
        health: '/',
      }),
      seat: (port) => (room) => ({ url: `ws://127.0.0.1:${port}/${room}`, headers: {}, wire: relayWire }),
    }),
}
