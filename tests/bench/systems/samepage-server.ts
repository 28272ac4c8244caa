/** Our server as `npm start` runs it, without the pages: a benchmark needs no built client. */
import { readConfig } from '#server/config.ts'
import { failToStart, startServer, stopOnSignal } from '#server/start.ts'

try {
  stopOnSignal(await startServer(readConfig(), { say: () => undefined, clientDir: null }))
} catch (cause) {
  failToStart(cause)
}
