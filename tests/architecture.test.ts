/** Who may import whom (ARCHITECTURE.md): every import of the project is read, and a forbidden edge or a cycle fails. */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

type Import = { from: string; to: string; isTypeOnly: boolean; written: string }

const files = globSync('{client,server,shared}/**/*.{ts,tsx}').map((file) => normalize(file))
const importPattern = /^\s*(?:import|export)\s+(type\s+)?(?:[\s\S]*?\sfrom\s+)?'([^']+)'|import\('([^']+)'\)/gm

const imports: Import[] = files.flatMap((from) =>
  [...readFileSync(from, 'utf8').matchAll(importPattern)].map((match) => {
    const written = (match[2] ?? match[3]) as string
    const to = written.startsWith('#') ? written.slice(1) : written.startsWith('.') ? normalize(join(dirname(from), written)) : written
    return { from, to, isTypeOnly: match[1] !== undefined, written }
  }),
)

const inside = (file: string, ...folders: string[]): boolean => folders.some((folder) => file.startsWith(`${folder}/`))
const isOurs = (file: string): boolean => inside(file, 'client', 'server', 'shared')
const forbidden = (isForbidden: (edge: Import) => boolean): string[] => imports.filter(isForbidden).map(({ from, to }) => `${from} -> ${to}`)

/** The folder of a feature: `client/plan`, `server/invites`. */
const room = (file: string): string => file.split('/').slice(0, 2).join('/')

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(imports.length).toBeGreaterThan(300)
})

test('shared imports nothing of client or server, and client and server never meet', () => {
  expect(forbidden(({ from, to }) => inside(from, 'shared') && inside(to, 'client', 'server'))).toEqual([])
  expect(forbidden(({ from, to }) => inside(from, 'client') && inside(to, 'server'))).toEqual([])
  expect(forbidden(({ from, to }) => inside(from, 'server') && inside(to, 'client'))).toEqual([])
})

test('shared knows no React, no Node and no browser', () => {
  expect(forbidden(({ from, to }) => inside(from, 'shared') && /^(node:|react|fastify|kysely|better-)/.test(to))).toEqual([])
})

test('inside a top folder imports are relative, across one they begin with #', () => {
  const top = (file: string) => file.split('/')[0]
  expect(forbidden(({ from, to, written }) => isOurs(to) && (top(from) === top(to)) !== written.startsWith('.'))).toEqual([])
})

test('a server feature never uses another one\'s store or routes', () => {
  const isPrivate = (to: string) => inside(to, 'server') && /\/(store|routes)\.ts$/.test(to)
  expect(forbidden(({ from, to }) => from !== 'server/app.ts' && isPrivate(to) && room(from) !== room(to))).toEqual([])
})

test('sync knows no HTTP beyond its gateway, and no role names at all', () => {
  const isHttp = (to: string) => inside(to, 'server/http') || to === 'fastify' || to.startsWith('@fastify/')
  expect(forbidden(({ from, to }) => inside(from, 'server/sync') && from !== 'server/sync/gateway.ts' && isHttp(to))).toEqual([])
  for (const file of files.filter((name) => inside(name, 'server/sync'))) {
    expect(readFileSync(file, 'utf8')).not.toMatch(/'(lead|therapist|guardian|limited|caregiver|teacher|child|viewer|admin)'/)
  }
})

test('only the settings read the environment', () => {
  const readers = files.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
  expect(readers.filter((file) => !['server/config.ts', 'server/main.ts'].includes(file) && !inside(file, 'server/cli'))).toEqual([])
})

test('a client feature never imports another feature, and ui imports nothing of ours', () => {
  const ground = ['client/sync', 'client/text', 'client/http', 'client/ui', 'client/i18n']
  const isFeature = (file: string) => inside(file, 'client') && file.split('/').length > 2 && !ground.includes(room(file)) && room(file) !== 'client/shell'
  expect(forbidden(({ from, to }) => isFeature(from) && isFeature(to) && room(from) !== room(to))).toEqual([])
  expect(forbidden(({ from, to }) => ground.includes(room(from)) && (isFeature(to) || room(to) === 'client/shell'))).toEqual([])
  expect(forbidden(({ from, to }) => inside(from, 'client/ui') && isOurs(to) && !inside(to, 'client/ui'))).toEqual([])
})

test('nothing imports itself in a circle', () => {
  const edges = new Map<string, string[]>()
  for (const { from, to, isTypeOnly } of imports) if (!isTypeOnly && isOurs(to)) edges.set(from, [...(edges.get(from) ?? []), to])
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (done.has(file) || path.includes(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})
