import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'

test('with nothing set there is a server for this machine alone, on SQLite', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    dataDir: resolve('./data'),
    databaseUrl: null,
    masterKeyFile: resolve('./data/master.key'),
    logLevel: 'info',
    trustedProxies: [],
    metricsToken: null,
  })
})

test('the address for links follows the port unless it is given', () => {
  expect(readConfig({ PORT: '4100' }).publicUrl).toBe('http://localhost:4100')
  expect(readConfig({ PORT: '4100', PUBLIC_URL: 'https://plans.example.org/' }).publicUrl).toBe('https://plans.example.org')
})

test('all problems are told together, and no secret is', () => {
  const env = { PORT: '99999', PUBLIC_URL: 'https://x.org/app', DATABASE_URL: 'mysql://root:hunter2@db/x', LOG_LEVEL: 'loud' }
  let message = ''
  try {
    readConfig(env)
  } catch (error) {
    message = String(error)
  }
  for (const name of Object.keys(env)) expect(message).toContain(name)
  expect(message).not.toContain('hunter2')
})

test('an empty setting counts as not set', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 3000, databaseUrl: null })
})

test('reverse proxies are told by address or network, and never as everybody', () => {
  expect(readConfig({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,::1' }).trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', '::1'])
  for (const wrong of ['true', '1', 'proxy.example.org', '0.0.0.0/0', '10.0.0.0/33', '::/0', '::1/129', '10.0.0.1,', '10.0.0.0/8/8']) {
    expect(() => readConfig({ TRUST_PROXY: wrong }), wrong).toThrow('TRUST_PROXY')
  }
})
