/** Code that is fetched when it is first needed, however long the network stays away. */
import { lazy as reactLazy } from 'react'

/** After a failure it is asked for again when the network says that it is back, and after these waits at the latest: not every network says so. */
const waitsMs = [1000, 2000, 4000, 8000, 15_000]
/** So often it may fail although the server answers: then the files themselves are gone, as after an update. */
const mostWhileReachable = 3

/** What was fetched, by what fetches it. */
const here = new Map<unknown, unknown>()

/**
 * React's `lazy`, but a network that is away only delays it, and what is here is drawn at once: React would show the fallback first,
 * and then for 300 ms at least. Throws what `load` throws where the server has no such file.
 */
export const lazy: typeof reactLazy = (load) =>
  reactLazy(() => {
    const found = here.get(load) as Awaited<ReturnType<typeof load>> | undefined
    return found === undefined ? fetchCode(load) : atOnce(found)
  })

/** A promise whose value is told without a wait. React asks for nothing but `then`. */
const atOnce = <T>(value: T): Promise<T> =>
  // oxlint-disable-next-line unicorn/no-thenable
  Object.assign(Promise.resolve(value), { then: (tell: (value: T) => unknown) => tell(value) })

/** Loads code, again and again while the network is away. Throws what `load` throws where the server has no such file. */
export async function fetchCode<T>(load: () => Promise<T>): Promise<T> {
  for (let failures = 0, reached = 0; ; failures += 1) {
    try {
      await fetchMissingStyles()
      const code = await load()
      here.set(load, code)
      return code
    } catch (error) {
      if (await isServerThere()) reached += 1
      if (reached >= mostWhileReachable) throw error
      await networkOr(waitsMs[Math.min(failures, waitsMs.length - 1)] ?? 0)
    }
  }
}

/** HEAD, as the service worker answers others from the device. */
const isServerThere = (): Promise<boolean> =>
  fetch('/icon.svg', { method: 'HEAD', cache: 'no-store' }).then(({ status }) => status < 500, () => false)

const networkOr = (waitMs: number): Promise<void> =>
  new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer)
      removeEventListener('online', goOn)
      resolve()
    }
    const timer = setTimeout(goOn, waitMs)
    addEventListener('online', goOn)
  })

/** Style sheets that did not arrive. Vite asks for each only once, and would show their pages without them. */
const missing = new Set<HTMLLinkElement>()
let fetching: Promise<unknown> | null = null
globalThis.addEventListener?.('error', ({ target }) => target instanceof HTMLLinkElement && target.rel === 'stylesheet' && missing.add(target), true)

function fetchMissingStyles(): Promise<unknown> {
  if (fetching !== null || missing.size === 0) return fetching ?? Promise.resolve()
  const links = [...missing].filter(({ isConnected }) => isConnected)
  missing.clear()
  fetching = Promise.all(links.map(fetchStyle)).finally(() => {
    fetching = null
  })
  return fetching
}

const fetchStyle = (lost: HTMLLinkElement): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const link = lost.cloneNode() as HTMLLinkElement
    link.addEventListener('load', resolve)
    link.addEventListener('error', () => reject(new Error('a style sheet did not arrive')))
    lost.replaceWith(link)
  })
