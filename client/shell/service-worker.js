/**
 * Keeps the app's own files on the device, so that it opens without a network. Never what anybody wrote: requests to /api
 * and /sync pass by. A new version waits until every tab of the old one is closed, or the person asks for it, so it
 * interrupts nobody.
 */
/* global self, caches, fetch, URL, Request */

/** Filled in by the build: a hash of the files, and the files. */
const { version, files } = __SHELL__

const prefix = 'samepage-shell-'
const cacheName = prefix + version
/** A page that takes longer than this comes from the device. */
const patienceMs = 4000

self.addEventListener('install', (event) => {
  const requests = files.map((file) => new Request(file, { cache: file === '/' ? 'reload' : 'default' }))
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)))
})

self.addEventListener('message', ({ data }) => data === 'take over' && void self.skipWaiting())

self.addEventListener('activate', (event) => event.waitUntil(removeOld()))

/** A tab that is still open began with the old files, and may need more of them: they go once none is. */
async function removeOld() {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (open.length > 0) return
  const isOld = (name) => name.startsWith(prefix) && name !== cacheName
  await Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)))
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || /^\/(api|sync)\//.test(pathname)) return
  if (request.mode === 'navigate') {
    event.waitUntil(removeOld())
    event.respondWith(answerPage(request))
  } else if (files.includes(pathname) || pathname.startsWith('/assets/')) event.respondWith(answerFile(request))
})

async function answerFile(request) {
  const kept = (await caches.match(request, { cacheName })) ?? (await caches.match(request))
  return kept ?? fetch(request)
}

async function answerPage(request) {
  const keptPage = () => caches.match('/', { cacheName })
  const late = new Promise((resolve) => setTimeout(resolve, patienceMs)).then(keptPage)
  const asked = fetch(request)
  const answer = await Promise.race([asked, late]).catch(() => undefined)
  if (answer !== undefined && answer.status < 500) return answer
  return (await keptPage()) ?? asked
}
