/** A network that goes away while the app's own files are on their way: what is missing comes by itself, drawn as it should be. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let desk: Desk

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  desk = await sitDown(browser, { url: server.url, cookie: await server.signIn('maeve'), size: phone })
  // A device that keeps nothing of the app.
  await desk.context.addInitScript(() => void Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

/** Loses every request to these addresses until `mend`. */
async function lose(page: Page, addresses: string) {
  const lost: string[] = []
  await page.route(addresses, async (route) => {
    lost.push(new URL(route.request().url()).pathname)
    await route.abort('internetdisconnected')
  })
  return { lost, mend: () => page.unroute(addresses) }
}
const isThere = (kind: 'css' | 'js', paths: readonly string[]) => paths.some((path) => path.endsWith(`.${kind}`))

test('a part of a page, its style and the editor come when the network is back, and a page says that it waits', { timeout: 120_000 }, async () => {
  const { page } = desk
  const part = await lose(page, '**/assets/progress-section-*')
  const editor = await lose(page, '**/assets/live-editor-*')
  await page.goto(`/c/${planOf(server, 'plan-nell')}/plan`)
  await page.locator('[data-save-state="saved"]').first().waitFor()
  await until(() => isThere('css', part.lost) && isThere('js', editor.lost))
  expect(await page.getByRole('heading', { name: 'How it is going' }).count()).toBe(0)
  await part.mend()
  await editor.mend()
  await page.getByRole('heading', { name: 'How it is going' }).waitFor()
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'How it is going' }) }).last()
  const styled = await section.evaluate((element) => [...document.styleSheets].some(({ href, cssRules }) => href?.includes('progress-section') && cssRules.length > 0) && element.isConnected)
  expect(styled).toBe(true)
  await page.locator('article[id^="goal-"]').first().getByRole('textbox').first().click()
  await page.locator('.ProseMirror-focused').waitFor()

  const history = await lose(page, '**/{assets/history-page-*,icon.svg}')
  await page.getByRole('link', { name: 'History' }).first().click()
  await page.getByText('This takes longer than usual').waitFor()
  await picture(page, 'lost-files-page-phone')
  expect(history.lost.length).toBeGreaterThan(0)
  await history.mend()
  await page.getByRole('heading', { level: 1, name: /history/i }).waitFor()
  expect(desk.problems.filter((problem) => !/ERR_|WebSocket/.test(problem))).toEqual([])
})

test('where the server has such a file no more, the page says so and offers to load anew', { timeout: 60_000 }, async () => {
  const { page } = desk
  await page.goto('/today')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.route('**/assets/settings-page-*', (route) => route.fulfill({ status: 404 }))
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Load the page again' }).waitFor()
  expect(await page.getByRole('alert').innerText()).toContain('What was marked as saved is safe')
})
