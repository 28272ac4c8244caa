/** A plan with many goals: the first can be written at once, the others come by themselves, and at once where they are asked for. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { type TestApp, type TestPerson } from '../support/app.ts'
import { laptop, openBrowser, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'

const count = 24
let app: TestApp
let url: string
let browser: Browser
let parent: TestPerson
let planId: string
const ids: string[] = []

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  const plan = await app.plan('Mika')
  ;({ planId } = plan)
  parent = await app.member(planId, 'guardian', 'Maeve Orr')
  const device = openDevice({ url: url.replace('http', 'ws'), planId, partId: 'plan', cookie: plan.lead.cookie, origin: url })
  await until(() => device.provider.synced)
  for (let i = 0; i < count; i += 1) {
    device.doc.transact(() => {
      const [goals, goal, id] = [device.doc.getMap<unknown>('goals'), newEntity(goalFields, { status: 'active' }), randomUUID()]
      goal.set('order', keyAtEnd(goals))
      goals.set(id, goal)
      fillText(goal.get('title') as Y.XmlFragment, `Asks for help, ${i + 1}`)
      ids.push(id)
    })
  }
  await device.settled()
  device.close()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const sit = (): Promise<Desk> => sitDown(browser, { url, cookie: parent.cookie, size: laptop })
const drawn = (page: Page): Promise<number> => page.locator('article[id^="goal-"]').count()
const title = (page: Page, goal: number) => page.getByRole('textbox', { name: `Goal ${goal}`, exact: true })

/** No idle moments: what comes by itself does not come. */
const keepBusy = (page: Page) => page.addInitScript(() => Object.assign(globalThis, { requestIdleCallback: () => 0, cancelIdleCallback: () => undefined }))

test('the first goals do not wait for the others, which come in their order; a new one is there at once', async () => {
  const { page, problems } = await sit()
  await page.goto(`/c/${planId}/plan`)
  await title(page, 1).waitFor()
  await until(async () => (await drawn(page)) === count)
  expect(await page.locator('article[id^="goal-"]').evaluateAll((cards) => cards.map(({ id }) => id.slice(5)))).toEqual(ids)
  await page.getByRole('button', { name: 'Add a goal' }).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.type('The newest')
  await until(async () => (await title(page, count + 1).innerText()).includes('The newest'))
  await page.locator('[data-save-state="saved"]').first().waitFor()
  expect(problems).toEqual([])
  await page.context().close()
})

test('a new goal has the caret before the others are drawn, and two quick presses add one', async () => {
  const { page, problems } = await sit()
  await keepBusy(page)
  await page.goto(`/c/${planId}/plan`)
  await title(page, 1).waitFor()
  const before = await page.locator('ol[aria-label="Goals"] > li').count()
  const add = page.getByRole('button', { name: 'Add a goal' })
  await add.click()
  await page.locator('.ProseMirror-focused').waitFor()
  await add.click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.type('Once')
  await until(async () => (await title(page, before + 1).innerText()).includes('Once'))
  expect(await page.locator('ol[aria-label="Goals"] > li').count()).toBe(before + 1)
  // One that has words is followed by another.
  await add.click()
  await until(async () => (await page.locator('ol[aria-label="Goals"] > li').count()) === before + 2)
  await page.keyboard.type('And a second')
  await until(async () => (await title(page, before + 2).innerText()).includes('And a second'))
  await page.locator('[data-save-state="saved"]').first().waitFor()
  expect(problems).toEqual([])
  await page.context().close()
})

test('a link to a late goal goes to it, and paper has all of them', async () => {
  const { page } = await sit()
  await keepBusy(page)
  await page.goto(`/c/${planId}/plan`)
  await title(page, 1).waitFor()
  expect(await drawn(page)).toBe(3)
  await page.evaluate(() => void dispatchEvent(new Event('beforeprint')))
  expect(await drawn(page)).toBe(count + 3)

  const other = await page.context().newPage()
  await keepBusy(other)
  const last = ids.at(-1)
  await other.goto(`/c/${planId}/plan#goal-${last}`)
  await other.locator(`#goal-${last}`).waitFor()
  await until(() => other.evaluate((id) => document.activeElement?.id === id, `goal-${last}`))
  await until(() => other.locator(`#goal-${last}`).evaluate((card) => {
    const { top, bottom } = card.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }))
  await page.context().close()
})
