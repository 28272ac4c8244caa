/** A real browser for end-to-end tests: Chromium through playwright-core, one context a person. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findBrowser } from './browser-binary.ts'

export const phone = { width: 390, height: 844 }
export const laptop = { width: 1440, height: 900 }

/** Where pictures go, to be looked at. Not kept in the repository. */
export const pictureFolder = join('tests', 'e2e', 'screenshots')

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error('no Chromium on this machine: run node tests/support/prepare.ts')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  })
}

export type Desk = { context: BrowserContext; page: Page; /** Console errors and page errors so far. */ problems: string[] }

/** A person at a device: their own cookies, their own screen. */
export async function sitDown(
  browser: Browser,
  { url, cookie, size, colorScheme = 'light' }: { url: string; cookie?: string; size: typeof phone; colorScheme?: 'light' | 'dark' },
): Promise<Desk> {
  const isPhone = size.width < 600
  const context = await browser.newContext({ viewport: size, colorScheme, isMobile: isPhone, hasTouch: isPhone, baseURL: url })
  if (cookie !== undefined) {
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url, httpOnly: true, sameSite: 'Lax' as const }
      }),
    )
  }
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  return { context, page, problems }
}

/** Takes a picture of the page as it is. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictureFolder, { recursive: true })
  await page.screenshot({ path: join(pictureFolder, `${name}.png`) })
}
