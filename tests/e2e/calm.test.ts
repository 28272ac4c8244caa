/** Calm mode: nothing moves under who writes. What others wrote comes when they leave the text, or ask for it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { axeViolations } from '../support/barriers.ts'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let therapist: Desk
let parent: Desk

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  const planId = planOf(server, 'plan-mateo')
  therapist = await sitDown(browser, { url: server.url, cookie: await server.signIn('hana'), size: laptop })
  parent = await sitDown(browser, { url: server.url, cookie: await server.signIn('lucia'), size: phone })
  for (const { page } of [therapist, parent]) {
    await page.goto(`/c/${planId}/plan`)
    await title(page, 2).waitFor()
  }
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

const title = (page: Page, goal: number) => page.getByRole('textbox', { name: `Goal ${goal}`, exact: true })
const news = (page: Page) => page.getByText('Others changed something. It waits while you write.')
const isSaved = (page: Page) => page.locator('[data-save-state="saved"]').first().waitFor()

async function writeIn(page: Page, goal: number, words: string): Promise<void> {
  await title(page, goal).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.type(words)
}

test('the choice is one key away from the plan, for the screen and for what is read aloud', async () => {
  const { page } = therapist
  await writeIn(page, 1, ' Eins')
  await page.keyboard.press('Control+Alt+o')
  const window = page.getByRole('dialog', { name: 'While others write' })
  await window.getByText('Let it wait while I write').click()
  expect(await axeViolations(page)).toEqual([])
  await picture(page, 'calm-choices-laptop')
  await page.setViewportSize(phone)
  await picture(page, 'calm-choices-phone')
  await page.setViewportSize(laptop)
  await window.getByRole('button', { name: 'Done' }).click()
  // The caret is where it was.
  await page.locator('.ProseMirror-focused').waitFor()
})

test('while I am in a text the words of others wait, mine are saved, and theirs come when I ask or when I leave', async () => {
  const [mine, theirs] = [therapist.page, parent.page]
  expect(await title(mine, 1).evaluate((box) => box.contains(document.activeElement))).toBe(true)
  await writeIn(theirs, 2, ' Zwei')
  await isSaved(theirs)
  await news(mine).waitFor()
  expect(await title(mine, 2).innerText()).not.toContain('Zwei')
  await until(async () => (await mine.getByRole('status').allInnerTexts()).join().includes('It comes when you leave this text'))
  await mine.keyboard.type(' Drei')
  await isSaved(mine)
  await until(async () => (await title(theirs, 1).innerText()).includes('Drei'))
  expect(await axeViolations(mine)).toEqual([])
  await picture(mine, 'calm-waits-laptop')
  await mine.setViewportSize(phone)
  await picture(mine, 'calm-waits-phone')
  await mine.setViewportSize(laptop)

  await mine.getByRole('button', { name: 'Show it now' }).click()
  await until(async () => (await title(mine, 2).innerText()).includes('Zwei'))
  expect(await news(mine).count()).toBe(0)
  await mine.keyboard.type(' Vier')
  await until(async () => (await title(mine, 1).innerText()).includes('Drei Vier'))

  await theirs.keyboard.type(' Fuenf')
  await news(mine).waitFor()
  expect(await title(mine, 2).innerText()).not.toContain('Fuenf')
  await mine.getByRole('button', { name: /status of goal/i }).first().focus()
  await until(async () => (await title(mine, 2).innerText()).includes('Zwei Fuenf'))
  expect(await news(mine).count()).toBe(0)
  for (const { problems } of [therapist, parent]) expect(problems).toEqual([])
})

test('who has not chosen it sees each other type', async () => {
  await writeIn(parent.page, 2, ' Sechs')
  await writeIn(therapist.page, 1, ' Sieben')
  expect(await parent.page.locator('.ProseMirror-focused').count()).toBe(1)
  await until(async () => (await title(parent.page, 1).innerText()).includes('Sieben'))
})
