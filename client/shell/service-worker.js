/**
 * Keeps the app's own files on the device, so that it opens without a network. Never what anybody wrote: requests to /api
 * and /sync pass by. A new version waits until every tab of the old one is closed, so it interrupts nobody.
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

self.addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith(prefix) && name !== cacheName
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || /^\/(api|sync)\//.test(pathname)) return
  if (request.mode === 'navigate') event.respondWith(answerPage(request))
  else if (files.includes(pathname)) event.respondWith(answerFile(request))
})

async function answerFile(request) {
  const kept = await caches.match(request, { cacheName })
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
