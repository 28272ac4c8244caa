/** A walk over screens: one server with the sample families, people at their devices, and a list of what stands in the way. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { findBarriers } from './barriers.ts'
import { laptop, openBrowser, sitDown, type Desk } from './browser.ts'
import { planOf, startServerProcess, type ServerProcess } from './server-process.ts'

export type Walk = {
  readonly server: ServerProcess
  readonly browser: Browser
  /** Somebody of the sample families at a screen, or a stranger. */
  readonly sit: (name?: string, isKnownDevice?: boolean) => Promise<Page>
  /** The address of a page of a sample plan: `of('plan-mateo', 'notes')`. */
  readonly of: (sampleId: string, page: string) => string
  /** Looks over a screen, in every size, look and direction. */
  readonly look: (page: Page, name: string, options?: { isSmallOnly?: boolean }) => Promise<void>
  /** What stood in anybody's way on the screens since it was asked last, and what the browsers complained of. */
  readonly found: () => string[]
}

/** Sets the walk up before the tests of a file and takes it down after. `expected`: what browsers may complain of. */
export function setUpWalk(expected = /$^/): () => Walk {
  let walk: Walk | null = null
  const desks: Desk[] = []
  const found: string[] = []
  beforeAll(async () => {
    const server = await startServerProcess()
    const browser = await openBrowser()
    walk = {
      server,
      browser,
      sit: async (name, isKnownDevice = true) => {
        const desk = await sitDown(browser, { url: server.url, size: laptop, isKnownDevice, ...(name !== undefined && { cookie: await server.signIn(name) }) })
        // Only to end what hangs.
        desk.page.setDefaultTimeout(60_000)
        await desk.page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
        desks.push(desk)
        return desk.page
      },
      of: (sampleId, page) => `/c/${planOf(server, sampleId)}/${page}`,
      look: async (page, name, options) => {
        // What is still on its way is no screen yet.
        await page.locator('h1').first().waitFor({ state: 'attached' })
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
        found.push(...(await findBarriers(page, name, options)))
      },
      found: () => [...found.splice(0), ...desks.flatMap(({ problems }) => problems.splice(0)).filter((problem) => !expected.test(problem))],
    }
  })
  afterAll(async () => {
    await walk?.browser.close()
    await walk?.server.remove()
  })
  return () => {
    if (walk === null) throw new Error('the walk has not begun')
    return walk
  }
}
