/** The app with its built pages on a port of its own, for browsers. */
import { builtClientDir } from '../../server/build-client.ts'
import { openTestApp, type TestApp } from './app.ts'
import { freePort } from './free-port.ts'

export async function openServedApp(): Promise<{ app: TestApp; url: string }> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const app = await openTestApp('sqlite', { publicUrl: url, overrides: { clientDir: builtClientDir } })
  await app.app.listen({ port, host: '127.0.0.1' })
  return { app, url }
}
