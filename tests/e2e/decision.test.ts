/** Decisions, with their reasons and other views, from a parent's phone to the goals in the plan; and from a goal to its chart. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import type { EntityContent, PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import type { SinceList } from '#shared/version/api.ts'
import type { TestApp, TestPerson, TestPlan } from '../support/app.ts'
import { lookInBothLooks } from '../support/barriers.ts'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let plan: TestPlan
let browser: Browser
let url: string
let mum: TestPerson & { memberId: string }
let gran: TestPerson & { memberId: string }
let teacher: TestPerson & { memberId: string }
let ana: Desk
const ids = { asks: randomUUID(), sleeps: randomUUID() }
const words = 'Picture cards at breakfast first, and at bath time later.'
const why = 'Breakfast is calm, and we are both there.'
const dissent = 'Sam would rather begin at bedtime.'

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  plan = await app.plan('Mika')
  mum = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  gran = await app.member(plan.planId, 'caregiver', 'Nell Orr')
  teacher = await app.member(plan.planId, 'teacher', 'Kim Day')
  await write(plan.lead, 'plan', (doc) => {
    for (const [id, order, title] of [[ids.asks, 'a0', 'Asks for help with two words'], [ids.sleeps, 'a1', 'Falls asleep in own bed']] as const) {
      const goal = newEntity(goalFields, { status: 'active', order })
      doc.getMap('goals').set(id, goal)
      fillText(goal.get('title') as Y.XmlFragment, title)
    }
  })
  browser = await openBrowser()
  ana = await sit(plan.lead, laptop)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function write(who: TestPerson, partId: string, act: (doc: Y.Doc) => void): Promise<void> {
  const device = openDevice({ url: url.replace('http', 'ws'), planId: plan.planId, partId, cookie: who.cookie, origin: url })
  await until(() => device.provider.synced)
  device.doc.transact(() => act(device.doc))
  await device.settled()
  device.close()
}

const sit = (who: TestPerson, size: typeof phone) => sitDown(browser, { url, cookie: who.cookie, size })
const saved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()
const ask = async <T>(who: TestPerson, path: string): Promise<T> => (await app.ask(who, 'GET', `/api/plans/${plan.planId}/${path}`)).json<T>()
const decisionOf = async (who: TestPerson): Promise<EntityContent | undefined> =>
  ((await ask<PlanContent>(who, 'content')).entries as EntityContent[]).find(({ kind }) => kind === 'decision')
const kindsOf = (page: Page) => page.getByRole('radiogroup', { name: 'What do you want to write?' })
const goalCard = (page: Page, id: string) => page.locator(`#goal-${id}`)

test('a parent writes a decision down, with why, who saw it differently, and for which goals', async () => {
  const { page, problems, context } = await sit(mum, phone)
  await page.goto(`/c/${plan.planId}/plan`)
  await page.getByRole('button', { name: 'Add a note' }).click()
  await kindsOf(page).getByRole('radio', { name: 'Decision' }).click()
  const save = page.getByRole('button', { name: 'Save decision' })
  await picture(page, 'decision-sheet-empty')
  await page.getByRole('textbox', { name: 'What did you decide?' }).fill(words)
  // A decision has a reason.
  expect(await save.isDisabled()).toBe(true)
  await page.getByRole('textbox', { name: 'Why?' }).fill(why)
  await until(() => save.isEnabled())
  await page.getByRole('textbox', { name: 'Who saw it differently, and how?' }).fill(dissent)
  for (const goal of ['Asks for help', 'Falls asleep']) await page.getByRole('button', { name: new RegExp(`^${goal}`) }).click()
  await page.getByLabel('Who can read it').selectOption({ label: 'Parents and therapists' })
  expect(await lookInBothLooks(page, 'decision-sheet')).toEqual([])
  await save.click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await saved(page)
  await until(async () => (await decisionOf(plan.lead)) !== undefined)
  const entry = await decisionOf(plan.lead)
  expect(entry).toMatchObject({ author: mum.memberId, text: words, before: why, after: dissent })
  expect(new Set(entry?.goals as string[])).toEqual(new Set([ids.asks, ids.sleeps]))
  await goalCard(page, ids.asks).getByRole('button', { name: '1 said about this' }).click()
  const said = goalCard(page, ids.asks).getByRole('article')
  await said.getByText(dissent).waitFor()
  await said.scrollIntoViewIfNeeded()
  await picture(page, 'decision-in-plan-phone')
  expect(problems).toEqual([])
  await context.close()
})

test('the therapist finds it at each goal, among what is new and among the notes', async () => {
  const { page, problems } = ana
  expect((await ask<SinceList>(plan.lead, 'since')).changes.map(({ sentence }) => sentence)).toContain(`Maeve Orr wrote down a decision: “${words}”.`)
  await page.goto(`/c/${plan.planId}/since`)
  const step = page.locator('[data-step]').filter({ hasText: words })
  await step.getByText(`Who saw it differently: ${dissent}`).waitFor()
  expect(await step.innerText()).toMatch(/Maeve Orr\s+Decision[\s\S]*Why: Breakfast is calm/)
  await page.goto(`/c/${plan.planId}/plan`)
  for (const id of [ids.asks, ids.sleeps]) {
    await goalCard(page, id).getByRole('button', { name: '1 said about this' }).click()
    const said = goalCard(page, id).getByRole('article')
    await said.getByText(dissent).waitFor()
    expect(await said.innerText()).toMatch(/Maeve Orr[\s\S]*Decision[\s\S]*Why\s+Breakfast is calm[\s\S]*Who saw it differently\s+Sam/)
  }
  await goalCard(page, ids.asks).getByRole('article').scrollIntoViewIfNeeded()
  expect(await lookInBothLooks(page, 'decision-in-plan-laptop')).toEqual([])
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Decisions' })
  await page.getByText('1 of 1 notes').waitFor()
  expect(problems).toEqual([])
})

test('who reads a decision says how they see it, the last word of each counts, and its author is not asked', async () => {
  const { page, problems } = ana
  await page.goto(`/c/${plan.planId}/notes`)
  const card = page.getByRole('article').filter({ hasText: words }).first()
  await card.getByText('Do you see it this way too?').waitFor()
  await card.getByRole('button', { name: 'I see it differently' }).click()
  const save = card.getByRole('button', { name: 'Save my view' })
  expect(await save.isDisabled()).toBe(true)
  await card.getByRole('textbox', { name: 'How do you see it?' }).fill('Bath time first: Gran is there too.')
  expect(await lookInBothLooks(page, 'decision-other-view')).toEqual([])
  // What was begun is there again after another page.
  await page.getByRole('link', { name: 'Plan', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /^Plan/ }).waitFor()
  await page.goBack()
  await card.getByRole('button', { name: 'I see it differently' }).click()
  await until(async () => (await card.getByRole('textbox', { name: 'How do you see it?' }).inputValue()) === 'Bath time first: Gran is there too.')
  await save.click()
  await card.getByText('Sees it differently').waitFor()
  await saved(page)

  const { page: own, problems: others, context } = await sit(mum, phone)
  await own.goto(`/c/${plan.planId}/notes`)
  const mine = own.getByRole('article').filter({ hasText: words }).first()
  await mine.getByText('Bath time first: Gran is there too.').waitFor()
  expect(await mine.getByRole('button', { name: /I see it/ }).count()).toBe(0)
  await mine.scrollIntoViewIfNeeded()
  await picture(own, 'decision-other-view-phone')

  await card.getByRole('button', { name: 'I see it this way too' }).click()
  await card.getByText('Sees it this way too').waitFor()
  await mine.getByText('Sees it this way too').waitFor()
  for (const one of [card, mine]) expect(await one.getByText('Sees it differently').count()).toBe(0)
  expect([...problems, ...others]).toEqual([])
  await context.close()
})

test('the author adds another view later, and it says that it was changed', async () => {
  const { page, problems, context } = await sit(mum, laptop)
  await page.goto(`/c/${plan.planId}/notes`)
  const card = page.getByRole('article').filter({ hasText: words })
  await card.getByRole('button', { name: 'More for this note' }).click()
  await page.getByRole('menuitem', { name: 'Change it' }).click()
  await card.getByRole('textbox', { name: 'Who saw it differently' }).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' Gran too.')
  await until(async () => String((await decisionOf(plan.lead))?.after).endsWith('Gran too.'))
  await picture(page, 'decision-editor')
  await card.getByRole('button', { name: 'Done' }).click()
  await until(async () => (await decisionOf(plan.lead))?.status === 'amended')
  expect(problems).toEqual([])
  await context.close()
})

test('[access 2] who may not read its journal gets nothing of it, and who does not get the plan is not asked for decisions', async () => {
  for (const who of [gran, teacher]) expect(await decisionOf(who)).toBeUndefined()
  const nell = await sit(gran, phone)
  await nell.page.goto(`/c/${plan.planId}/plan`)
  await goalCard(nell.page, ids.asks).getByRole('button', { name: 'Comment or ask' }).waitFor()
  expect(await nell.page.getByText('said about this').count()).toBe(0)
  const kim = await sit(teacher, phone)
  await kim.page.goto(`/c/${plan.planId}/notes`)
  await kim.page.getByRole('button', { name: 'Add a note' }).click()
  await kindsOf(kim.page).getByRole('radio', { name: 'Question' }).waitFor()
  expect(await kindsOf(kim.page).getByRole('radio').allInnerTexts()).toEqual(['Note', 'Check-in', 'Question'])
  expect([...nell.problems, ...kim.problems]).toEqual([])
  await nell.context.close()
  await kim.context.close()
})

test('a goal that was rated leads to its chart, for who reads the rating, and the others lead nowhere', async () => {
  await rate(ids.sleeps, 'journal.guardians')
  const { page, problems } = ana
  await page.goto(`/c/${plan.planId}/plan`)
  const link = page.getByRole('link', { name: /^How it is going/ })
  await link.waitFor()
  expect(await link.count()).toBe(1)
  expect(await link.getAttribute('aria-label')).toBe('How it is going: goal 2')
  await link.scrollIntoViewIfNeeded()
  await picture(page, 'goal-to-chart-laptop')
  // By keyboard, and again where the address names it already.
  for (const _again of [1, 2]) {
    await link.focus()
    await page.keyboard.press('Enter')
    await until(() => isAtChart(page, ids.sleeps))
  }
  expect(await lookInBothLooks(page, 'chart-from-goal-laptop')).toEqual([])

  // Her grandmother does not read that journal. What all read she is led to, here by the address.
  await rate(ids.asks, 'journal.team')
  const { page: phonePage, problems: others, context } = await sit(gran, phone)
  await phonePage.goto(`/c/${plan.planId}/plan#progress-${ids.asks}`)
  await until(() => isAtChart(phonePage, ids.asks))
  expect(await phonePage.locator('a[href^="#progress"]').evaluateAll((links) => links.map((one) => one.getAttribute('aria-label')))).toEqual(['How it is going: goal 1'])
  await picture(phonePage, 'chart-from-goal-phone')
  await phonePage.locator('a[href^="#progress"]').scrollIntoViewIfNeeded()
  await picture(phonePage, 'goal-to-chart-phone')
  expect([...problems, ...others]).toEqual([])
  await context.close()
})

const rate = (goal: string, partId: string): Promise<void> =>
  write(mum, partId, (doc) => {
    const at = '2026-11-20T18:00:00+01:00'
    const values = { kind: 'rating', author: mum.memberId, createdAt: at, happenedAt: at, zone: 'Europe/Berlin', status: 'final', goal, scale: 'gas', score: 1 }
    doc.getMap('entries').set(randomUUID(), newEntity(entryFields, values))
  })

/** Whether the heading of the chart is on screen, open and in focus. */
const isAtChart = (page: Page, goal: string): Promise<boolean> =>
  page.evaluate((id) => {
    const heading = document.querySelector(`#progress-${id} button`)
    if (heading === null || heading !== document.activeElement) return false
    const { top, bottom } = heading.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight && heading.getAttribute('aria-expanded') === 'true'
  }, goal)
