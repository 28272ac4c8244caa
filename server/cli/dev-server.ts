/** The server behind Vite, for `npm run dev`: like `npm start`, without pages of its own. */
import { readConfig } from '../config.ts'
import { announce, failToStart, startServer, stopOnSignal } from '../start.ts'

try {
  const server = await startServer(readConfig(), { say: console.log, clientDir: null })
  stopOnSignal(server)
  await announce(server, console.log)
} catch (cause) {
  failToStart(cause)
}
