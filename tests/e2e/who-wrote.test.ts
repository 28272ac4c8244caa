/**
 * [W1] Who wrote this: two people write in one sentence, and each asks about words of both, with the keyboard and by pressing,
 * on a laptop and on a phone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let therapist: Desk
let parent: Desk
let planId: string

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  planId = planOf(server, 'plan-mateo')
  therapist = await sitDown(browser, { url: server.url, cookie: await server.signIn('hana'), size: laptop })
  parent = await sitDown(browser, { url: server.url, cookie: await server.signIn('lucia'), size: phone, colorScheme: 'dark' })
  await Promise.all([therapist, parent].map(({ page }) => page.goto(`/c/${planId}/plan`)))
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

const text = (page: Page, name: RegExp): Locator => page.locator('article[id^="goal-"]').first().getByRole('textbox', { name })
const why = (page: Page): Locator => text(page, /why it matters/i)
const answer = (page: Page): Locator => page.getByRole('region', { name: 'Who wrote this' })
const saved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()
const isInText = (page: Page): Promise<boolean> => page.evaluate(() => document.activeElement?.classList.contains('ProseMirror') ?? false)

async function goInto(box: Locator, ...keys: string[]): Promise<void> {
  await box.click()
  await box.page().locator('.ProseMirror-focused').waitFor()
  for (const key of keys) await box.page().keyboard.press(key)
}

/** Presses the key that asks, and measures until the words are on screen. */
async function askByKey(page: Page): Promise<{ words: string; ms: number }> {
  await page.evaluate(() => {
    const timed = window as unknown as { toldMs: number | null }
    timed.toldMs = null
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F9') return
      removeEventListener('keydown', listen, true)
      const askedAt = performance.now()
      const watch = () => {
        if (document.querySelector('.who-wrote li') === null) requestAnimationFrame(watch)
        else timed.toldMs = performance.now() - askedAt
      }
      // The answer to the question before may be on screen still.
      setTimeout(watch)
    }
    addEventListener('keydown', listen, true)
  })
  await page.keyboard.press('Shift+F9')
  await answer(page).getByRole('listitem').first().waitFor()
  const ms = await page.waitForFunction(() => (window as unknown as { toldMs: number | null }).toldMs).then((told) => told.jsonValue())
  return { words: await answer(page).innerText(), ms: ms ?? 0 }
}

/** The editor hears of a moved caret when the browser tells, which may be after the next key. */
const tellOfCaret = (page: Page): Promise<void> => page.evaluate(() => void document.dispatchEvent(new Event('selectionchange')))

const heard = (page: Page): Promise<string> => page.locator('output').first().innerText()

test('[W1] two people write in one sentence: each letter says who wrote it and when, and says so aloud', async () => {
  const { page } = therapist
  await text(page, /^Goal \d+$/).waitFor()
  if ((await why(page).count()) === 0) await page.getByRole('button', { name: /why it matters/i }).first().click()
  await goInto(why(page), 'Control+a', 'Backspace')
  await page.keyboard.type('Asks for help')
  await until(async () => (await why(parent.page).innerText()).includes('Asks for help'))
  await goInto(why(parent.page), 'Control+Home', 'Control+ArrowRight', 'Control+ArrowRight')
  await tellOfCaret(parent.page)
  await parent.page.keyboard.press('Control+b')
  await parent.page.keyboard.type('kindly ')
  await until(async () => (await why(page).innerText()).includes('kindly'))
  await Promise.all([saved(page), saved(parent.page)])
  // Said of the other's words once they rest, in the place where the answers below are said.
  await until(async () => (await heard(page)).includes('changed goal'))

  await goInto(why(page), 'Control+Home', 'ArrowRight', 'ArrowRight')
  const first = await askByKey(page)
  expect(first.words).toMatch(/Asks/)
  expect(first.words).toMatch(/You\s+Today, .*\s+No visit since then/)
  expect(await heard(page)).toMatch(/You wrote “Asks.*”\. Today, /)
  await picture(page, 'who-wrote-laptop-light')
  await page.keyboard.press('Escape')
  expect(await answer(page).count()).toBe(0)
  await until(() => isInText(page))

  const times = [first.ms]
  for (let i = 0; i < 9; i += 1) {
    await page.keyboard.press('ArrowRight')
    expect(await answer(page).count()).toBe(0)
    times.push((await askByKey(page)).ms)
  }
  const inOrder = times.toSorted((a, b) => a - b).map((ms) => Math.round(ms))
  process.stdout.write(`from the key to the words on screen: median ${inOrder[4]} ms, slowest ${inOrder.at(-1)} ms\n`)
  expect((await answer(page).innerText())).toMatch(/kindly[\s\S]*Luc/)

  // A key that follows so soon that the browser has not told of the moved caret yet is about where the caret is.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+End')
  expect((await askByKey(page)).words).not.toMatch(/Luc/)
  await why(page).locator('strong').evaluate((bold) => {
    getSelection()?.collapse(bold.firstChild, 3)
    bold.dispatchEvent(new KeyboardEvent('keydown', { key: 'F9', shiftKey: true, bubbles: true, cancelable: true }))
  })
  await answer(page).getByText(/Luc/).waitFor()

  // All of it, on the phone: three pieces of two people.
  await goInto(why(parent.page), 'Control+a')
  await parent.page.getByRole('button', { name: 'Who wrote this?' }).click()
  await answer(parent.page).getByRole('listitem').nth(1).waitFor()
  const rows = await answer(parent.page).getByRole('listitem').allInnerTexts()
  expect(rows.map((row) => [/kindly/.test(row), /You/.test(row), /Hana/.test(row)])).toEqual([[false, false, true], [true, true, false], [false, false, true]])
  await picture(parent.page, 'who-wrote-phone-dark')
  const close = answer(parent.page).getByRole('button', { name: 'Close' })
  const size = await close.boundingBox()
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44)
  await close.click()
  expect(await answer(parent.page).count()).toBe(0)
  await until(() => isInText(parent.page))
}, 120_000)

test('[S3] words that are not sent are the writer\'s, and not said to be saved; older words cannot be looked up without a network', async () => {
  const { page, context } = therapist
  await goInto(why(page), 'Control+End')
  await context.setOffline(true)
  await page.locator('[data-save-state="device-only"]').first().waitFor()
  // Said aloud as well, in the same place as the answer.
  await page.getByText('You are offline').first().waitFor()
  await page.keyboard.type(' today')
  const { words } = await askByKey(page)
  expect(words).toMatch(/today[\s\S]*You[\s\S]*Not saved yet/)
  expect(await heard(page)).toMatch(/Not saved yet/)
  await picture(page, 'who-wrote-unsent-laptop')
  // Written on this device too, and on the server's disk: not called unsaved.
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+F9')
  await answer(page).getByText(/online again/).waitFor()
  await context.setOffline(false)
  await saved(page)
  await page.keyboard.press('Control+End')
  expect((await askByKey(page)).words).not.toMatch(/Not saved/)
  await page.keyboard.press('Escape')
}, 60_000)

test('a title has no bar of tools until words are selected; all of it works by keyboard, and reaches the tools and back', async () => {
  const { page } = therapist
  const title = text(page, /^Goal \d+$/)
  await goInto(title, 'End')
  expect(await page.getByRole('toolbar').count()).toBe(0)
  expect((await askByKey(page)).words).toMatch(/\d/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Shift+Home')
  await page.getByRole('toolbar', { name: 'Selected words' }).waitFor()
  await picture(page, 'who-wrote-title-laptop')
  await page.keyboard.press('Alt+F10')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/Who wrote this/)
  await page.keyboard.press('Enter')
  await answer(page).getByRole('listitem').first().waitFor()
  await page.keyboard.press('Escape')
  expect(await answer(page).count()).toBe(0)
  await until(() => isInText(page))

  await goInto(why(page), 'Alt+F10')
  await page.getByRole('button', { name: 'Bold' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Bold')
  await page.keyboard.press('Escape')
  await until(() => isInText(page))
  expect(therapist.problems.filter((problem) => !/ERR_INTERNET|WebSocket/.test(problem))).toEqual([])
}, 60_000)
