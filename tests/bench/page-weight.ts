/**
 * What the first page of a parent weighs: a real browser opens it, and every script that it fetches is weighed as gzip
 * sends it. `node tests/bench/page-weight.ts`, after `npm run build`.
 */
import { gzipSync } from 'node:zlib'
import { builtClientDir } from '../../server/build-client.ts'
import { openTestApp } from '../support/app.ts'
import { openBrowser, phone, sitDown } from '../support/browser.ts'
import { freePort } from '../support/free-port.ts'

/** What a page has fetched: until there is something to read, and with what comes once it is idle. */
export type PageWeight = { path: string; readable: number; idle: number; scripts: { file: string; bytes: number; isIdle: boolean }[] }

/** Weighs these pages of a plan, each in a browser that has nothing yet. Sizes in bytes, compressed. */
export async function weighPages(paths: readonly ('/today' | 'plan' | 'notes')[]): Promise<PageWeight[]> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const app = await openTestApp('sqlite', { publicUrl: url, overrides: { clientDir: builtClientDir } })
  const browser = await openBrowser()
  try {
    await app.app.listen({ port, host: '127.0.0.1' })
    const { planId } = await app.plan('Mika')
    const parent = await app.member(planId, 'guardian', 'Maeve Orr')
    const weights: PageWeight[] = []
    for (const path of paths) {
      const { context, page } = await sitDown(browser, { url, cookie: parent.cookie, size: phone })
      // The worker would fetch every file of the app.
      await page.addInitScript(() => Object.defineProperty(navigator, 'serviceWorker', { value: undefined }))
      const scripts: PageWeight['scripts'] = []
      let isIdle = false
      page.on('response', async (response) => {
        if (!response.url().endsWith('.js')) return
        scripts.push({ file: response.url().split('/').at(-1) ?? '', isIdle, bytes: gzipSync(await response.body()).length })
      })
      await page.goto(path === '/today' ? path : `/c/${planId}/${path}`)
      await page.locator('[data-save-state="saved"]').waitFor()
      await page.getByRole('heading', { level: 1 }).waitFor()
      const readable = sum(scripts)
      isIdle = true
      await page.waitForLoadState('networkidle')
      await page.waitForTimeout(2500)
      weights.push({ path, readable, idle: sum(scripts), scripts: scripts.toSorted((a, b) => b.bytes - a.bytes) })
      await context.close()
    }
    return weights
  } finally {
    await browser.close()
    await app.close()
  }
}

const sum = (scripts: readonly { bytes: number }[]): number => scripts.reduce((total, { bytes }) => total + bytes, 0)

if (import.meta.main) {
  for (const { path, readable, idle, scripts } of await weighPages(['/today', 'plan', 'notes'])) {
    const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
    process.stdout.write(`${path}: ${kB(readable)} to read it, ${kB(idle)} with what comes after\n`)
    for (const { file, bytes, isIdle } of scripts) process.stdout.write(`  ${kB(bytes).padStart(9)} ${file}${isIdle ? ' (after)' : ''}\n`)
  }
}
