/** The one thing of a carer on their start page: choosing it, doing it, saying so in one tap. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type * as Y from 'yjs'
import type { EntityContent, PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import type { TestApp, TestPerson, TestPlan } from '../support/app.ts'
import { lookInBothLooks } from '../support/barriers.ts'
import { laptop, openBrowser, phone, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let plan: TestPlan
let browser: Browser
let url: string
let mum: TestPerson & { memberId: string }
let dad: TestPerson & { memberId: string }
let gran: TestPerson & { memberId: string }

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  plan = await app.plan('Mika')
  mum = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  dad = await app.member(plan.planId, 'guardian', 'Sam Orr')
  gran = await app.member(plan.planId, 'caregiver', 'Rose Orr')
  browser = await openBrowser()
  await writePlan()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function writePlan(): Promise<void> {
  const device = openDevice({ url: url.replace('http', 'ws'), planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie, origin: url })
  await until(() => device.provider.synced)
  device.doc.transact(() => {
    for (const [i, title] of ['Wait and look', 'Two choices', 'A picture for what comes next'].entries()) {
      const strategy = newEntity(strategyFields, { status: i === 2 ? 'idea' : 'learning', order: `a${i}`, routine: 'Snack time', minutes: 5 })
      device.doc.getMap('strategies').set(randomUUID(), strategy)
      const put = (key: string, words: string) => fillText(strategy.get(key) as Y.XmlFragment, words)
      put('title', title)
      put('say', `Say it with ${title.toLowerCase()}`)
      put('ifHard', 'Go back to one word and try again tomorrow')
      for (const [j, words] of ['Get down to his eyes', 'Count to five in your head', 'Offer it again'].entries()) {
        const step = newEntity(stepFields, { order: `a${j}` })
        ;(strategy.get('steps') as Y.Map<unknown>).set(randomUUID(), step)
        fillText(step.get('text') as Y.XmlFragment, words)
      }
    }
  })
  await device.settled()
  device.close()
}

const today = async (who: TestPerson, size = phone): Promise<Desk> => {
  const desk = await sitDown(browser, { url, cookie: who.cookie, size })
  await desk.page.goto('/today')
  await desk.page.getByRole('region', { name: /What to try|Your one thing/ }).waitFor()
  return desk
}
const saved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()
const oneThing = (page: Page) => page.getByRole('region', { name: 'Your one thing' })
const entries = async (who: TestPerson): Promise<EntityContent[]> =>
  (await app.ask(who, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>().entries as EntityContent[]

test('a parent picks one thing, has its steps first on the start page, and says in one tap that they tried it', async () => {
  const { page, problems, context } = await today(mum)
  expect(await oneThing(page).count()).toBe(0)
  await page.getByText('Two choices', { exact: true }).click()
  await page.getByRole('button', { name: 'Make it my one thing: Two choices' }).click()
  const one = oneThing(page)
  await one.getByRole('heading', { name: 'Two choices' }).waitFor()
  // Nobody is left where the button was.
  await until(() => one.getByRole('heading', { name: 'Your one thing' }).evaluate((heading) => heading === document.activeElement))
  expect(await one.getByRole('listitem').allInnerTexts()).toEqual(['Get down to his eyes', 'Count to five in your head', 'Offer it again'])
  await one.getByText('Say it with two choices').waitFor()
  await one.getByText('Go back to one word and try again tomorrow').waitFor()
  await one.getByText(/Hana Lead.*can read it\./).waitFor()
  expect(await lookInBothLooks(page, 'one-thing-phone')).toEqual([])
  await one.getByRole('button', { name: 'We tried it: Two choices' }).click()
  await one.getByText('You tried it. It is in the notes.').waitFor()
  await saved(page)
  const said = async () => (await entries(plan.lead)).filter(({ kind }) => kind === 'practice')
  expect(await said()).toMatchObject([{ author: mum.memberId, done: true, status: 'final' }])
  await one.getByRole('radio', { name: 'Well', exact: true }).click()
  await until(async () => (await said())[0]?.howItWent === 4)
  expect(await lookInBothLooks(page, 'one-thing-tried-phone')).toEqual([])
  // A tap by mistake is taken back, and stays on record as that.
  await one.getByRole('button', { name: 'Take it back' }).click()
  await one.getByRole('button', { name: 'We tried it: Two choices' }).waitFor()
  await until(async () => (await said())[0]?.status === 'withdrawn')
  // Nothing there counts or reminds.
  expect(await page.getByRole('main').innerText()).not.toMatch(/streak|in a row|\d+ days? (ago|since)|you have not|haven.t/i)
  // The browser asks before it loads a page anew that has something to send.
  await saved(page)
  await page.reload()
  await one.getByRole('heading', { name: 'Two choices' }).waitFor()
  expect(problems).toEqual([])
  await context.close()
}, 90_000)

test('what was chosen last about who can read it holds for the one tap too', async () => {
  const { page, context } = await today(mum)
  await page.getByRole('button', { name: 'Add a note' }).click()
  await page.getByRole('textbox', { name: /what did you see/i }).fill('Only for Hana.')
  await page.getByLabel('Who can read it').selectOption('Only my therapists')
  await page.getByRole('button', { name: 'Save note' }).click()
  await oneThing(page).getByText('Hana Lead can read it.', { exact: true }).waitFor()
  await oneThing(page).getByRole('button', { name: 'We tried it: Two choices' }).click()
  await saved(page)
  await until(async () => (await entries(plan.lead)).some(({ kind, status }) => kind === 'practice' && status === 'final'))
  expect((await entries(dad)).some(({ kind, status }) => kind === 'practice' && status === 'final')).toBe(false)
  await context.close()
}, 60_000)

test('each carer has an own one; the therapist sets it in the plan, and who may not write the plan is not asked to', async () => {
  const lead = await sitDown(browser, { url, cookie: plan.lead.cookie, size: laptop })
  await lead.page.goto(`/c/${plan.planId}/plan`)
  const first = lead.page.getByRole('article', { name: 'Strategy 1' })
  await first.getByRole('button', { name: 'Pick a person. Whose one thing it is' }).click()
  const choices = lead.page.getByRole('menuitemcheckbox')
  await until(async () => expect(await choices.allInnerTexts()).toEqual(['Maeve Orr', 'Sam Orr', 'Rose Orr']))
  await choices.filter({ hasText: 'Rose Orr' }).click()
  await lead.page.keyboard.press('Escape')
  await lead.page.getByRole('menu').waitFor({ state: 'detached' })
  await saved(lead.page)
  await first.scrollIntoViewIfNeeded()
  expect(await lookInBothLooks(lead.page, 'one-thing-plan-laptop')).toEqual([])
  await first.getByRole('button', { name: 'Add a link to strategy 1' }).click()
  await lead.page.getByLabel('Address of the page').fill('http://example.org/film')
  await lead.page.getByRole('button', { name: 'Add the link' }).click()
  await lead.page.getByRole('alert').filter({ hasText: 'opened safely' }).waitFor()
  await lead.page.getByLabel('Address of the page').fill('example.org/film')
  await lead.page.getByLabel('What it is').fill('A film of two minutes')
  expect(await lookInBothLooks(lead.page, 'link-new-laptop')).toEqual([])
  await lead.page.getByRole('button', { name: 'Add the link' }).click()
  const link = first.getByRole('link', { name: /A film of two minutes.*example\.org.*opens in a new tab/ })
  await link.waitFor()
  expect([await link.getAttribute('target'), await link.getAttribute('rel'), await link.getAttribute('href')]).toEqual(['_blank', 'noopener noreferrer external', 'https://example.org/film'])
  await saved(lead.page)
  expect(await lookInBothLooks(lead.page, 'link-plan-laptop')).toEqual([])
  // Mum has Two choices still, dad has none.
  await lead.page.getByRole('article', { name: 'Strategy 2' }).getByText('Maeve Orr').first().waitFor()

  const rose = await today(gran)
  await oneThing(rose.page).getByRole('heading', { name: 'Wait and look' }).waitFor()
  await oneThing(rose.page).getByRole('link', { name: /A film of two minutes/ }).waitFor()
  expect(await lookInBothLooks(rose.page, 'one-thing-carer-phone')).toEqual([])
  expect(await rose.page.getByRole('button', { name: /one thing|Not this one/ }).count()).toBe(0)
  await oneThing(rose.page).getByRole('button', { name: /We tried it/ }).waitFor()
  const his = await today(dad, laptop)
  await his.page.getByRole('heading', { name: 'What to try' }).waitFor()
  expect(await oneThing(his.page).count()).toBe(0)
  expect(await lookInBothLooks(his.page, 'one-thing-none-laptop')).toEqual([])
  await his.page.getByRole('button', { name: 'Make it my one thing: Wait and look' }).click()
  await oneThing(his.page).getByRole('heading', { name: 'Wait and look' }).waitFor()
  expect(await lookInBothLooks(his.page, 'one-thing-laptop')).toEqual([])
  await his.page.getByRole('button', { name: 'Not this one now' }).click()
  await oneThing(his.page).waitFor({ state: 'detached' })
  for (const { context } of [lead, rose, his]) await context.close()
}, 90_000)
