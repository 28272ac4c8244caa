import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { errorTable } from '#shared/errors.ts'
import { pagePaths } from '../../server/http/static-client.ts'
import { codeOf, openTestApp, strangeId, type TestApp } from '../support/app.ts'

describe('answers', () => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp()
  })
  afterEach(() => server.close())

  const post = (payload: string, type = 'application/json') =>
    server.app.inject({ method: 'POST', url: '/api/auth/sign-in/email', headers: { 'content-type': type }, payload })

  test('an error is problem details with a code of the table', async () => {
    const response = await server.app.inject('/api/no-such-thing')
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(response.json()).toEqual({
      type: 'urn:samepage:error:not-found', title: errorTable['not-found'].title, status: 404, code: 'not-found',
    })
  })

  test('what cannot be read is refused as such', async () => {
    expect(codeOf(await post('{"email":'))).toBe('400 bad-request')
    expect(codeOf(await post(''))).toBe('400 bad-request')
    expect(codeOf(await post('{"__proto__":{"x":1},"email":"a@example.org","password":"b"}'))).toBe('400 bad-request')
    expect(codeOf(await post('email=a', 'application/x-www-form-urlencoded'))).toBe('415 unsupported-media-type')
    expect(codeOf(await post('{"email":"a@example.org","password":"b"}', 'text/plain'))).toBe('415 unsupported-media-type')
    expect(codeOf(await post(JSON.stringify({ email: 'x'.repeat(70_000) })))).toBe('413 too-large')
    expect(codeOf(await server.app.inject('/api/plans/%zz'))).toBe('400 bad-request')
    expect(codeOf(await server.app.inject({ method: 'PUT', url: '/api/plans' }))).toBe('404 not-found')
  })

  test('numbers are not turned into text to make them fit', async () => {
    expect(codeOf(await post(JSON.stringify({ email: 'a@example.org', password: 1_234_567_890 })))).toBe('400 bad-request')
  })

  test('a fault of ours is `internal`, and neither answer nor log repeats what was in it', async () => {
    const secret = 'Maeve said something'
    const broken = await openTestApp('sqlite', {
      extraRoutes: (app) => {
        app.get('/broken', { config: { access: 'public' } }, () => {
          throw new TypeError(secret)
        })
      },
    })
    const response = await broken.app.inject('/broken')
    expect(codeOf(response)).toBe('500 internal')
    const log = broken.logLines.join('\n')
    expect(log).toContain('TypeError')
    expect(log).toContain('http.test.ts')
    expect(`${response.body}${log}`).not.toContain(secret)
    await broken.close()
  })

  test('a database that is away is 503: try again, nothing is lost', async () => {
    await server.deps.database.close()
    expect(codeOf(await server.app.inject('/readyz'))).toBe('503 storage-unavailable')
    expect((await server.app.inject('/healthz')).json()).toEqual({ status: 'ok' })
  })

  test('pages run our own files only, and answers of the API are kept by nobody', async () => {
    const { headers } = await server.app.inject('/api/setup')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';" +
        "connect-src 'self' ws://localhost:3000;manifest-src 'self';worker-src 'self';base-uri 'none';form-action 'self';" +
        "frame-ancestors 'none'",
    )
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['strict-transport-security']).toBeUndefined()
  })

  test('a flood from one address is slowed down', async () => {
    let last = 200
    for (let i = 0; i < 1001 && last === 200; i += 1) last = (await server.app.inject('/api/setup')).statusCode
    expect(last).toBe(429)
    expect(codeOf(await server.app.inject('/api/setup'))).toBe('429 too-many-requests')
    expect((await server.app.inject('/healthz')).statusCode).toBe(200)
  })
})

describe('the client', () => {
  let server: TestApp
  let clientDir: string
  beforeAll(async () => {
    clientDir = mkdtempSync(join(tmpdir(), 'samepage-client-'))
    mkdirSync(join(clientDir, 'assets'))
    writeFileSync(join(clientDir, 'index.html'), '<!doctype html>the page')
    writeFileSync(join(clientDir, 'sw.js'), '// worker')
    writeFileSync(join(clientDir, 'assets', 'app-abc123.js'), '// app')
    writeFileSync(join(clientDir, 'assets', 'app-abc123.js.br'), brotliCompressSync('// app'))
    server = await openTestApp('sqlite', { overrides: { clientDir } })
  })
  afterAll(async () => {
    await server.close()
    rmSync(clientDir, { recursive: true, force: true })
  })

  test.each(pagePaths)('%s is a page', async (path) => {
    const response = await server.app.inject(path.replace(':planId', strangeId()).replace(':code', 'ABCD'))
    expect(response.body).toBe('<!doctype html>the page')
    expect(response.headers['cache-control']).toBe('no-cache')
    expect(response.headers['content-type']).toContain('text/html')
  })

  test('who follows a wrong link gets the page, which says that nothing is there; programs get the code', async () => {
    const ask = (url: string, accept: string) => server.app.inject({ url, headers: { accept } })
    const page = await ask('/somewhere/else', 'text/html,*/*')
    expect([page.statusCode, page.body]).toEqual([404, '<!doctype html>the page'])
    expect(page.headers['cache-control']).toBe('no-cache')
    for (const [url, accept] of [['/api/nothing', 'text/html'], ['/assets/old-abc.js', 'text/html'], ['/somewhere/else', 'application/json']] as const) {
      expect(codeOf(await ask(url, accept))).toBe('404 not-found')
    }
  })

  test('files with a hash in their name are kept for good, the others are asked for again', async () => {
    expect((await server.app.inject('/assets/app-abc123.js')).headers['cache-control']).toContain('immutable')
    expect((await server.app.inject('/sw.js')).headers['cache-control']).toBe('no-cache')
  })

  test('a file comes compressed to whoever takes it, as it is to others', async () => {
    const take = (encoding: string) => server.app.inject({ url: '/assets/app-abc123.js', headers: { 'accept-encoding': encoding } })
    const small = await take('gzip, br')
    expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding', 'content-type': expect.stringContaining('javascript') })
    expect(brotliDecompressSync(small.rawPayload).toString()).toBe('// app')
    expect((await take('identity')).body).toBe('// app')
    expect((await server.app.inject('/assets/app-abc123.js.br')).statusCode).toBe(404)
  })

  test.each(['/api/no-such-thing', '/api', '/nowhere', '/c/x/nowhere', '/assets/../../package.json', '/assets/%2e%2e/index.html', '/index.html'])(
    '%s is not a page',
    async (path) => expect((await server.app.inject(path)).statusCode).toBe(404),
  )
})
