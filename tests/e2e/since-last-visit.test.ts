/** Journey 3: what changed since my last visit, on the therapist's laptop and the parent's phone. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SinceList } from '#shared/version/api.ts'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let therapist: Desk
let parent: Desk
let planId: string

async function look(name: string, plan: string): Promise<void> {
  const headers = { cookie: await server.signIn(name), origin: server.url }
  const answer = await fetch(`${server.url}/api/plans/${planOf(server, plan)}/seen`, { method: 'POST', headers })
  if (!answer.ok) throw new Error(`looking was answered ${answer.status}`)
}
const since = async (name: string): Promise<SinceList> =>
  (await fetch(`${server.url}/api/plans/${planId}/since`, { headers: { cookie: await server.signIn(name) } })).json() as Promise<SinceList>

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  planId = planOf(server, 'plan-kwame')
  // Marisol is in two care teams and has seen everything in both.
  for (const plan of ['plan-mateo', 'plan-kwame']) await look('marisol', plan)
  therapist = await sitDown(browser, { url: server.url, cookie: await server.signIn('marisol'), size: laptop })
  parent = await sitDown(browser, { url: server.url, cookie: await server.signIn('abena'), size: phone })
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

const card = (page: Page, child: string) => page.locator('main').getByRole('link', { name: new RegExp(child) })

test('[journey 3] a parent writes a note and changes a strategy', async () => {
  const { page } = parent
  await page.goto(`/c/${planId}/plan`)
  const strategy = page.locator('article[id^="strategy-"]').first()
  await strategy.getByRole('textbox', { name: /^Strategy 1$/ }).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.type(' and a song')
  await page.getByRole('button', { name: /add a note/i }).first().click()
  await page.getByRole('textbox', { name: /what did you see/i }).fill('He asked for the red cup with words. Twice!')
  await page.getByText('Win', { exact: true }).first().click()
  await page.getByRole('button', { name: /^save/i }).click()
  await until(async () => (await since('marisol')).changes.some(({ entity }) => entity === 'entry'))
  await until(async () => (await since('marisol')).changes.some(({ spans }) => spans?.some(({ text }) => text.includes('song'))))
  // Their own words are no news to them.
  expect(JSON.stringify((await since('abena')).changes)).not.toContain('red cup')
})

test('the therapist sees at once where to go: the child with something to answer first, with what is new in words', async () => {
  const { page } = therapist
  await page.goto('/children')
  await card(page, 'Kwame').waitFor()
  const children = await page.locator('main li a').allInnerTexts()
  expect(children[0]).toContain('Kwame')
  expect(children[0]).toMatch(/1 open question[\s\S]*1 change in the plan[\s\S]*1 win/)
  expect(children[1]).toContain('Mateo')
  expect(await page.getByRole('region', { name: 'Nothing new' }).innerText()).toContain('Mateo')
  await picture(page, 'caseload-laptop')
})

test('the therapist steps through what is new: the counts are those of the lists, the words that came are marked', async () => {
  const { page } = therapist
  await card(page, 'Kwame').click()
  await page.getByRole('heading', { name: 'Since you looked' }).waitFor()
  const { changes, questions } = await since('marisol')
  const steps = page.locator('[data-step]')
  await steps.first().waitFor()
  expect(await steps.count()).toBe(changes.length + questions.length)
  expect(await page.getByRole('heading', { name: '1 change in the plan' }).count()).toBe(1)
  expect(await page.locator('ins').innerText()).toContain('and a song')
  await page.getByText('+ added by Abena Mensah').waitFor()
  await picture(page, 'since-laptop')
  // Also where the page is opened by its address.
  await page.reload()
  await steps.first().waitFor()
  expect(await steps.count()).toBe(changes.length + questions.length)
  const next = page.getByRole('button', { name: 'Next' })
  for (let i = 1; i <= changes.length + questions.length; i += 1) {
    await next.click()
    await page.getByText(`${i} of ${changes.length + questions.length}`).waitFor()
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-step'))).toBe(true)
  }
  expect(await next.isDisabled()).toBe(true)
})

test('marking as seen takes away what was read and keeps what waits for an answer; the family sees who has seen it', async () => {
  const { page } = therapist
  await page.getByRole('button', { name: 'Mark as seen' }).click()
  await until(async () => (await page.locator('[data-step]').count()) === 1)
  expect(await page.getByRole('heading', { name: '1 open question' }).count()).toBe(1)
  await page.goto('/children')
  await card(page, 'Kwame').waitFor()
  expect(await card(page, 'Kwame').innerText()).not.toMatch(/win|change in the plan/)

  await parent.page.goto(`/c/${planId}/plan`)
  await parent.page.getByRole('region', { name: 'Since you looked' }).getByText(/Seen by Marisol Vega \(Today/).waitFor()
  await parent.page.locator('article[id^="strategy-"]').first().getByText(/Seen by Marisol Vega, today/).waitFor()
  await picture(parent.page, 'seen-by-phone')
})

test('words that were changed since are not "seen" any more, without a reload', async () => {
  const { page } = parent
  const strategy = page.locator('article[id^="strategy-"]').first()
  await strategy.getByRole('textbox', { name: /^Strategy 1$/ }).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.press('End')
  await page.keyboard.type('!')
  await strategy.getByText(/Seen by Marisol Vega/).waitFor({ state: 'detached', timeout: 2000 })
  // Nor when the server was asked anew.
  await page.waitForResponse((answer) => answer.url().endsWith('/seen') && answer.request().method() === 'GET')
  expect(await strategy.getByText(/Seen by Marisol Vega/).count()).toBe(0)
})

test('a carer who marks as seen marks what was shown: what came after that list stays new', async () => {
  const carer = await sitDown(browser, { url: server.url, cookie: await server.signIn('yaw'), size: phone })
  const { page } = carer
  const lists: string[] = []
  page.on('response', (answer) => {
    const isList = answer.url().endsWith('/seen') && answer.request().method() === 'GET'
    if (isList) void answer.json().then(({ upTo }: { upTo: string }) => lists.push(upTo))
  })
  await page.goto(`/c/${planId}/plan`)
  const marked = page.waitForRequest((request) => request.url().endsWith('/seen') && request.method() === 'POST')
  await page.getByRole('button', { name: 'Mark as seen' }).click()
  expect(lists).toContain(((await marked).postDataJSON() as { upTo?: string }).upTo)
  await page.getByText(/Nothing new since you looked/).waitFor()
  expect(carer.problems).toEqual([])
})

test('nothing went wrong on either screen meanwhile', () => {
  expect([...therapist.problems, ...parent.problems]).toEqual([])
})
