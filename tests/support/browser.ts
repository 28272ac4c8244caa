/** A real browser for end-to-end tests: Chromium through playwright-core, one context a person. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findBrowser } from './browser-binary.ts'

export const phone = { width: 390, height: 844 }
export const laptop = { width: 1440, height: 900 }

/** Where pictures go, to be looked at. Not kept in the repository. */
export const pictureFolder = join('tests', 'e2e', 'screenshots')

const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run']

function launchOptions() {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('no Chromium on this machine: run node tests/support/prepare.ts')
  return { executablePath, args }
}

export const openBrowser = (): Promise<Browser> => chromium.launch(launchOptions())

/** A browser of one person that keeps in `folder` what browsers keep when they are closed. */
export const openOwnBrowser = (folder: string, { url, size }: { url: string; size: typeof phone }): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { ...launchOptions(), baseURL: url, viewport: size })

export type Desk = { context: BrowserContext; page: Page; /** Console errors and page errors so far. */ problems: string[] }

type DeskOptions = {
  url: string
  cookie?: string
  size: typeof phone
  colorScheme?: 'light' | 'dark'
  /** Nobody asks this person whose device it is. */
  isKnownDevice?: boolean
}

/** A person at a device: their own cookies, their own screen. */
export async function sitDown(
  browser: Browser,
  { url, cookie, size, colorScheme = 'light', isKnownDevice = true }: DeskOptions,
): Promise<Desk> {
  const isPhone = size.width < 600
  const context = await browser.newContext({ viewport: size, colorScheme, isMobile: isPhone, hasTouch: isPhone, baseURL: url })
  if (cookie !== undefined) await bringCookie(context, url, cookie)
  if (isKnownDevice) await context.addInitScript(() => localStorage.getItem('samepage.device') ?? localStorage.setItem('samepage.device', 'shared'))
  return openPage(context)
}

/** Signs a device in with the cookie of a person. */
export const bringCookie = (context: BrowserContext, url: string, cookie: string): Promise<void> =>
  context.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url, httpOnly: true, sameSite: 'Lax' as const }
    }),
  )

/** Opens a page that remembers what went wrong on it. */
export async function openPage(context: BrowserContext): Promise<Desk> {
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  return { context, page, problems }
}

/** Holds the requests of a page to these addresses. Returns what lets them go. */
export async function holdRequests(page: Page, addresses: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(addresses, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Takes a picture of the page as it is. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictureFolder, { recursive: true })
  await page.screenshot({ path: join(pictureFolder, `${name}.png`) })
}
