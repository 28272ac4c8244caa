/** The built client: its files under their names, and its one page under every address of a page. */
import fastifyStatic from '@fastify/static'
import type { FastifyReply } from 'fastify'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { App } from './app-type.ts'

/** The addresses of docs/contract: whatever else is asked for does not exist. */
export const pagePaths = [
  '/', '/today', '/children', '/c/:planId/today', '/c/:planId/plan', '/c/:planId/notes', '/c/:planId/history', '/c/:planId/visit',
  '/c/:planId/since', '/c/:planId/people', '/c/:planId/erasures', '/settings', '/practice', '/practice/join/:code', '/sign-in', '/join', '/join/:code',
  '/screen', '/screen/:code', '/setup',
] as const

const isPublic = { config: { access: 'public' } } as const
/** A school behind one address opens the app thirty times in a minute, and the app is a hundred files. */
const isFile = { config: { access: 'public', rateLimit: false } } as const
const year = 'public, max-age=31536000, immutable'

/** Whether a built client is there to be served. */
export const isClientBuilt = (clientDir: string): boolean => existsSync(join(clientDir, 'index.html'))

/**
 * Serves `clientDir`, compressed where the browser takes it (the build lays the copies beside the files). The files are
 * listed once: nothing that is added later, and nothing outside, can be reached.
 */
export async function serveClient(app: App, clientDir: string): Promise<void> {
  await app.register(fastifyStatic, { root: clientDir, serve: false, cacheControl: false, preCompressed: true })
  for (const path of pagePaths) app.get(path, isPublic, (_request, reply) => sendPage(reply))
  for (const file of listFiles(clientDir)) {
    // Vite puts a hash of the content into the names under assets/; the others keep their name when they change.
    const caching = file.startsWith('assets/') ? year : 'no-cache'
    app.get(`/${file}`, isFile, (_request, reply) => reply.header('cache-control', caching).sendFile(file))
  }
}

const sendPage = (reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-cache').header('referrer-policy', 'same-origin').sendFile('index.html')

const listFiles = (clientDir: string): string[] =>
  readdirSync(clientDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.html' && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => relative(clientDir, join(entry.parentPath, entry.name)).split(sep).join('/'))
