/** One plan on two screens: order, status, undo, who is here, and a note. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Locator, Page, Route } from 'playwright-core'
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
  parent = await sitDown(browser, { url: server.url, cookie: await server.signIn('lucia'), size: phone })
  await Promise.all([therapist, parent].map(({ page }) => page.goto(`/c/${planId}/plan`)))
  await Promise.all([therapist, parent].map(({ page }) => goals(page).first().waitFor()))
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

const goals = (page: Page): Locator => page.locator('article[id^="goal-"]')
const order = (page: Page): Promise<string[]> => goals(page).evaluateAll((cards) => cards.map((card) => card.id))
const title = (card: Locator): Locator => card.getByRole('textbox', { name: /^Goal \d+$/ })

type Stored = { goals: { id: string; title: string; status: string }[]; entries: { text: string; topic?: string; author: string }[] }
const stored = async (): Promise<Stored> => {
  const answer = await fetch(`${server.url}/api/plans/${planId}/content`, { headers: { cookie: await server.signIn('hana') } })
  return (await answer.json()) as Stored
}

test('[journey 1] a goal is dragged, and moved by keys, while the other person types in it: no letter is lost, the order is the same everywhere', async () => {
  const [first, second, third] = await order(therapist.page)
  const card = parent.page.locator(`#${third}`)
  await title(card).click()
  await parent.page.locator('.ProseMirror-focused').waitFor()
  await parent.page.keyboard.press('Control+End')
  const words = ' We say it in both languages, at home and at preschool, and we wait.'
  const typing = parent.page.keyboard.type(words, { delay: 60 })

  const handle = therapist.page.locator(`#${third} [data-handle]`)
  await handle.scrollIntoViewIfNeeded()
  await handle.focus()
  await therapist.page.keyboard.press('ArrowUp')
  await until(async () => (await order(therapist.page)).join() === [first, third, second].join())
  await therapist.page.keyboard.press('ArrowUp')
  await until(async () => (await order(parent.page)).join() === [third, first, second].join())

  // And back down by mouse.
  await therapist.page.locator(`#${third}`).scrollIntoViewIfNeeded()
  await therapist.page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0))
  // Waits until it stands still: what is above it may still be loading.
  await handle.hover()
  const from = await handle.boundingBox()
  const to = await therapist.page.locator(`#${first}`).boundingBox()
  if (from === null || to === null) throw new Error('a goal is not on screen')
  await therapist.page.mouse.down()
  await therapist.page.mouse.move(from.x + 10, from.y + 60, { steps: 5 })
  await therapist.page.mouse.move(to.x + 40, to.y + to.height - 10, { steps: 12 })
  await therapist.page.mouse.up()
  await until(async () => (await order(therapist.page))[0] === first)

  await typing
  await until(async () => (await title(parent.page.locator(`#${third}`)).innerText()).includes(words.trim()))
  expect(await parent.page.evaluate(() => document.activeElement?.classList.contains('ProseMirror'))).toBe(true)
  const wanted = await order(therapist.page)
  await until(async () => (await order(parent.page)).join() === wanted.join())
  await until(async () => (await stored()).goals.map((goal) => `goal-${goal.id}`).join() === wanted.join())
  expect((await stored()).goals.find((goal) => `goal-${goal.id}` === third)?.title).toContain(words.trim())
  // The browser asks before it loads a page anew that has not heard yet that all is stored.
  for (const { page } of [therapist, parent]) await page.locator('[data-save-state="saved"]').first().waitFor()
  await Promise.all([therapist, parent].map(({ page }) => page.reload()))
  for (const { page } of [therapist, parent]) await until(async () => (await order(page)).join() === wanted.join())
}, 60_000)

test('undo takes back my own last change only, whatever field it was in', async () => {
  const card = goals(therapist.page).first()
  const id = (await order(therapist.page))[0] as string
  const before = await title(card).innerText()
  await title(card).click()
  await therapist.page.locator('.ProseMirror-focused').waitFor()
  await therapist.page.keyboard.press('Control+End')
  await therapist.page.keyboard.type(' Mine.')
  await card.getByRole('button', { name: /status of goal/i }).click()
  await therapist.page.getByRole('menuitemradio', { name: /on hold|pause/i }).click()
  await until(async () => (await stored()).goals[0]?.status === 'on-hold')

  await title(parent.page.locator(`#${id}`)).click()
  await parent.page.locator('.ProseMirror-focused').waitFor()
  // On a phone Ctrl+Home stays in the line.
  await until(async () => {
    for (const key of ['ArrowUp', 'Home']) await parent.page.keyboard.press(key)
    return parent.page.evaluate(() => {
      const [selection, ahead] = [getSelection(), document.createRange()]
      if (selection?.anchorNode == null || document.activeElement === null) return false
      ahead.setStart(document.activeElement, 0)
      ahead.setEnd(selection.anchorNode, selection.anchorOffset)
      return ahead.toString() === ''
    })
  })
  await parent.page.keyboard.type('Ours: ')
  await until(async () => (await title(card).innerText()).startsWith('Ours: '))

  await therapist.page.locator('body').press('Control+z')
  await until(async () => (await stored()).goals[0]?.status === 'active')
  expect((await stored()).goals[0]?.title).toBe(`Ours: ${before} Mine.`)
  // One step where the keys came without a pause; a slow machine makes pauses.
  for (let words = `Ours: ${before} Mine.`; words !== `Ours: ${before}`; words = (await stored()).goals[0]?.title ?? '') {
    await therapist.page.locator('body').press('Control+z')
    await until(async () => (await stored()).goals[0]?.title !== words)
  }
})

test('each sees who is here, and where', async () => {
  await title(goals(parent.page).first()).click()
  await therapist.page.locator('article[id^="goal-"]').first().getByText(/Lucía/).first().waitFor()
  await picture(therapist.page, 'who-is-here-laptop')
  expect(await therapist.page.locator('.caret-name').first().innerText()).toBe('Lucía Robles')
})

test('a parent\'s note appears on the therapist\'s screen and in the database', async () => {
  await parent.page.getByRole('button', { name: /add a note/i }).first().click()
  await parent.page.getByRole('textbox', { name: /what did you see/i }).fill('He said "more juice" all by himself.')
  await parent.page.getByText('Win', { exact: true }).first().click()
  await picture(parent.page, 'note-phone')
  await parent.page.getByRole('button', { name: /^save/i }).click()
  await therapist.page.getByText('He said "more juice" all by himself.').first().waitFor()
  await until(async () => (await stored()).entries.some((entry) => entry.text.includes('more juice') && entry.topic === 'win'))
  expect((await stored()).entries.find((entry) => entry.text.includes('more juice'))?.author).toMatch(/^[0-9a-f-]{36}$/)
})

test('an editor that comes late takes no focus from who has gone on, and one that failed to come is fetched again', async () => {
  const { page } = await sitDown(browser, { url: server.url, cookie: await server.signIn('daniel'), size: laptop })
  const held: Route[] = []
  await page.route('**/assets/live-editor-*.js', (route) => void held.push(route))
  await page.goto(`/c/${planId}/plan`)
  const card = goals(page).nth(2)
  await card.waitFor()
  const box = title(card)
  const isIn = () => box.evaluate((element) => element.contains(document.activeElement))
  await until(() => held.length > 0)
  await box.click()
  expect(await isIn()).toBe(true)
  const elsewhere = card.getByRole('button', { name: /status of goal/i })
  await elsewhere.focus()
  for (const route of held.splice(0)) await route.abort()
  // It has not come, and who comes back asks for it once more.
  await page.waitForTimeout(200)
  await box.click()
  await until(() => held.length > 0)
  await elsewhere.focus()
  const arrived = page.waitForResponse(/live-editor-/)
  for (const route of held.splice(0)) await route.continue()
  await arrived
  // Where it is here, somebody's caret in a text makes it live: the therapist's.
  await title(goals(therapist.page).nth(1)).click()
  await page.locator('.ProseMirror').waitFor()
  expect(await elsewhere.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await card.locator('.ProseMirror').count()).toBe(0)
  await box.click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.context().close()
})

test('[access 1] a clinician\'s own notes are beside the notes, are kept, and nobody else has the way to them', async () => {
  const { page } = therapist
  const open = () => page.getByRole('complementary', { name: 'Notes' }).getByRole('button', { name: 'My private notes' }).click()
  await open()
  const box = page.getByRole('dialog').getByRole('textbox', { name: 'My private notes' })
  await box.click()
  await page.locator('dialog .ProseMirror-focused').waitFor()
  await page.keyboard.type('Ask about the ear infection.')
  await page.locator('[data-save-state="saved"]').first().waitFor()
  await picture(page, 'own-notes-laptop')
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  await page.goto(`/c/${planId}/notes`)
  await page.getByRole('button', { name: 'My private notes' }).click()
  await page.getByText('Ask about the ear infection.').waitFor()
  await page.setViewportSize(phone)
  await picture(page, 'own-notes-phone')
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  await picture(page, 'notes-of-a-clinician-phone')
  await page.setViewportSize(laptop)
  await parent.page.goto(`/c/${planId}/notes`)
  await parent.page.getByRole('article').first().waitFor()
  expect(await parent.page.getByRole('button', { name: 'My private notes' }).count()).toBe(0)
})

test('nothing went wrong on either screen meanwhile', () => {
  expect([...therapist.problems, ...parent.problems]).toEqual([])
})
