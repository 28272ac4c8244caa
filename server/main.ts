/** `npm start`. */
import './compile-cache.ts'

// After the cache is there: what is imported statically is compiled before anything runs.
const { readConfig } = await import('./config.ts')
const { announce, failToStart, startServer, stopOnSignal } = await import('./start.ts')

const say = (line: string) => void process.stdout.write(`${line}\n`)

try {
  const server = await startServer(readConfig(), { say })
  stopOnSignal(server)
  await announce(server, say)
} catch (cause) {
  failToStart(cause)
}
