/** A journal of two years in a real browser: 2,000 notes are there at once, filtered, and scrolled through. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import type * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { fillText } from '#shared/plan/text.ts'
import type { TestApp, TestPerson, TestPlan } from '../support/app.ts'
import { openBrowser, phone, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let plan: TestPlan
let browser: Browser
let url: string
let mum: TestPerson & { memberId: string }

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  plan = await app.plan('Mika')
  mum = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  await app.member(plan.planId, 'guardian', 'Sam Orr')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function openNotes(): Promise<Desk> {
  const desk = await sitDown(browser, { url, cookie: mum.cookie, size: phone })
  await desk.page.goto(`/c/${plan.planId}/notes`)
  await desk.page.locator('[data-save-state="saved"]').first().waitFor()
  return desk
}

test('2,000 notes: the feed is there at once, is filtered, and scrolls without holding the page up', async () => {
  await writeMany(2000)
  const { page, context } = await openNotes()
  await page.getByRole('article').first().waitFor()
  await page.evaluate(() => {
    const long: number[] = []
    Object.assign(window, { long })
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
  const drawn = () => page.getByRole('article').count()
  expect(await drawn()).toBeLessThan(100)
  await page.mouse.move(200, 400)
  for (let i = 0; i < 60; i += 1) {
    await page.mouse.wheel(0, 1500)
    await page.waitForTimeout(50)
  }
  // What came near is drawn when there is time for it.
  await until(async () => {
    await page.mouse.wheel(0, 1500)
    return (await drawn()) > 200
  })
  const long = await page.evaluate(() => (window as unknown as { long: number[] }).long)
  const [worst, sum] = [Math.max(0, ...long), long.reduce((total, duration) => total + duration, 0)]
  process.stdout.write(`feed of 2,000: ${await drawn()} drawn, ${long.length} long tasks, worst ${Math.round(worst)} ms, ${Math.round(sum)} ms in all\n`)

  await page.evaluate(() => window.scrollTo(0, 0))
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByLabel('What', { exact: true }).selectOption('Wins')
  await page.getByText(/^100 of 2/).waitFor()
  await page.getByLabel('Who wrote it').selectOption('Sam Orr')
  await page.getByText(/^0 of 2/).waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByRole('radio', { name: 'Wins first' }).or(page.getByRole('button', { name: 'Wins first' })).first().click()
  await page.getByRole('heading', { name: 'Wins' }).waitFor()
  await context.close()
}, 300_000)

/** Notes of two years, a twentieth of them wins. */
async function writeMany(count: number): Promise<void> {
  const device = openDevice({ url: url.replace('http', 'ws'), planId: plan.planId, partId: 'journal.team', cookie: mum.cookie, origin: url })
  await until(() => device.provider.synced)
  const entries = device.doc.getMap('entries')
  for (let from = 0; from < count; from += 400) {
    device.doc.transact(() => {
      for (let i = from; i < Math.min(from + 400, count); i += 1) {
        const at = new Date(Date.UTC(2026, 9, 1) - i * 8 * 3_600_000).toISOString().slice(0, 19)
        const entry = newEntity(entryFields, {
          kind: 'observation', author: mum.memberId, createdAt: `${at}+00:00`, happenedAt: `${at}+00:00`, zone: 'UTC', status: 'final',
          topic: i % 20 === 0 ? 'win' : 'behaviour', intensity: (i % 5) + 1,
        })
        entries.set(randomUUID(), entry)
        fillText(entry.get('text') as Y.XmlFragment, `Note ${i}: he waited for his turn at the slide and then asked for help with two words.`)
      }
    })
    await device.settled()
  }
  device.close()
}
