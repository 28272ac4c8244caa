/** Our server as `npm start` runs it, without the pages: a benchmark needs no built client. */
import '#server/compile-cache.ts'

const { readConfig } = await import('#server/config.ts')
const { failToStart, startServer, stopOnSignal } = await import('#server/start.ts')

try {
  stopOnSignal(await startServer(readConfig(), { say: () => undefined, clientDir: null }))
} catch (cause) {
  failToStart(cause)
}
