/** `npm run dev`: the server, restarted when a file of it changes, and Vite in front of it for the client. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createServer } from 'vite'
import { developmentEnvironment, readConfig } from '../config.ts'
import { failToStart } from '../start.ts'

const vitePort = 5173

try {
  const config = readConfig()
  const target = `http://127.0.0.1:${config.port}`
  const projectDir = join(import.meta.dirname, '../..')
  const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', join(import.meta.dirname, 'dev-server.ts')], {
    cwd: projectDir,
    stdio: 'inherit',
    env: developmentEnvironment(`http://localhost:${vitePort}`),
  })
  const vite = await createServer({
    configFile: join(projectDir, 'vite.config.ts'),
    root: join(projectDir, 'client'),
    server: { port: vitePort, strictPort: true, proxy: { '/api': { target }, '/sync': { target, ws: true } } },
  })
  await vite.listen()
  vite.printUrls()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.kill(signal)
      void vite.close().then(() => process.exit(0))
    })
  }
  server.on('exit', (code) => process.exit(code ?? 0))
} catch (cause) {
  failToStart(cause)
}
