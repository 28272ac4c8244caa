/** `npm start`. */
import { readConfig } from './config.ts'
import { failToStart, startServer, stopOnSignal } from './start.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const config = readConfig(process.env)
  const server = await startServer(config, { say })
  stopOnSignal(server)
  say(`Samepage is at ${config.publicUrl}`)
  if (await server.deps.setup.isOpen()) {
    // After the #, so that it is never sent as part of an address, nor logged by anything on the way.
    say(`This server is new. Set it up with this one-time link: ${config.publicUrl}/setup#${server.deps.setup.token}`)
  }
} catch (cause) {
  failToStart(cause)
}
