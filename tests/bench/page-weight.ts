/**
 * What pages weigh: a real browser opens them, and every script that they fetch is weighed as the server sends it (brotli),
 * and as gzip would send it. `node tests/bench/page-weight.ts`, after `npm run build`.
 */
import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'
import { openBrowser, phone, sitDown } from '../support/browser.ts'
import { openServedApp } from '../support/served-app.ts'

/** Bytes of JavaScript: as they were sent, and as gzip would send them. */
export type Bytes = { sent: number; gzip: number }
type Phase = 'readable' | 'ready' | 'after'
type Script = Bytes & { file: string; phase: Phase }

/** What a page has fetched: until it can be read, until one can write in it, and with what comes ahead of time after that. */
export type PageWeight = { path: string; readable: Bytes; ready: Bytes; idle: Bytes; scripts: Script[] }

/** How much longer every timer of a second or more takes on the pages that are weighed. */
const slowness = 4

/** Weighs these pages of a plan, each in a browser that has nothing yet. Sizes in bytes, compressed. */
export async function weighPages(paths: readonly ('/today' | 'plan' | 'notes')[]): Promise<PageWeight[]> {
  const { app, url } = await openServedApp()
  const browser = await openBrowser()
  try {
    const { planId } = await app.plan('Mika')
    const parent = await app.member(planId, 'guardian', 'Maeve Orr')
    const weights: PageWeight[] = []
    for (const path of paths) {
      const { context, page } = await sitDown(browser, { url, cookie: parent.cookie, size: phone })
      // The worker would fetch every file of the app.
      await page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))
      // What is fetched once a page is at rest must come after, however slow this machine is.
      await page.addInitScript((factor) => {
        const soon = window.setTimeout.bind(window)
        window.setTimeout = ((act: () => void, ms = 0) => soon(act, ms >= 1000 ? ms * factor : ms)) as typeof window.setTimeout
      }, slowness)
      const scripts: Script[] = []
      const asked: Promise<void>[] = []
      let phase: Phase = 'readable'
      const weigh = async (response: Response, during: Phase) => {
        const [body, { responseBodySize }] = await Promise.all([response.body(), response.request().sizes()])
        scripts.push({ file: new URL(response.url()).pathname.split('/').at(-1) ?? '', phase: during, sent: responseBodySize, gzip: gzipSync(body, { level: 9 }).length })
      }
      page.on('response', (response) => response.url().endsWith('.js') && asked.push(weigh(response, phase)))
      await page.goto(path === '/today' ? path : `/c/${planId}/${path}`)
      await page.locator('[data-save-state="saved"]').waitFor()
      await page.getByRole('heading', { level: 1 }).waitFor()
      phase = 'ready'
      await readyOf[path](page)
      phase = 'after'
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(1500 * slowness)
      await page.waitForLoadState('networkidle')
      await Promise.all(asked)
      weights.push({
        path,
        readable: sum(scripts.filter((script) => script.phase === 'readable')),
        ready: sum(scripts.filter((script) => script.phase !== 'after')),
        idle: sum(scripts),
        scripts: scripts.toSorted((one, other) => other.sent - one.sent),
      })
      await context.close()
    }
    return weights
  } finally {
    await browser.close()
    await app.close()
  }
}

/** What makes a page one that can be written in. */
const readyOf = {
  '/today': async (page: Page) => {
    await page.getByRole('button', { name: 'Add a note' }).click()
    await page.getByRole('textbox', { name: /what did you see/i }).waitFor()
  },
  'plan': async (page: Page) => {
    await page.getByRole('button', { name: 'Add a goal' }).click()
    await page.locator('.ProseMirror-focused').waitFor()
  },
  'notes': async () => {},
}

const sum = (scripts: readonly Bytes[]): Bytes =>
  scripts.reduce((total, { sent, gzip }) => ({ sent: total.sent + sent, gzip: total.gzip + gzip }), { sent: 0, gzip: 0 })

if (import.meta.main) {
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  for (const { path, readable, ready, idle, scripts } of await weighPages(['/today', 'plan', 'notes'])) {
    process.stdout.write(`${path}: ${kB(readable.sent)} to read it (gzip ${kB(readable.gzip)}), ${kB(ready.sent)} to write (gzip ${kB(ready.gzip)}), ${kB(idle.sent)} with what comes ahead of time\n`)
    for (const { file, sent, phase } of scripts) process.stdout.write(`  ${kB(sent).padStart(9)} ${file}${phase === 'readable' ? '' : ` (${phase})`}\n`)
  }
}
