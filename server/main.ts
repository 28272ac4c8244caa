/** `npm start`. */
import { readConfig } from './config.ts'
import { announce, failToStart, startServer, stopOnSignal } from './start.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const server = await startServer(readConfig(), { say })
  stopOnSignal(server)
  await announce(server, say)
} catch (cause) {
  failToStart(cause)
}
