/** The journal in real browsers: every kind, who reads it, changing and taking back, answering, writing together. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type * as Y from 'yjs'
import type { EntityContent, PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import type { TestApp, TestPerson, TestPlan } from '../support/app.ts'
import { lookInBothLooks } from '../support/barriers.ts'
import { bringCookie, laptop, openBrowser, openPage, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let plan: TestPlan
let browser: Browser
let url: string
let mum: TestPerson & { memberId: string }
let dad: TestPerson & { memberId: string }
let ids: { goal: string; strategy: string }

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  plan = await app.plan('Mika')
  mum = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  dad = await app.member(plan.planId, 'guardian', 'Sam Orr')
  browser = await openBrowser()
  ids = await writePlan()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

/** One goal and one thing to try, as the therapist wrote them. */
async function writePlan(): Promise<{ goal: string; strategy: string }> {
  const device = deviceOf(plan.lead, 'plan')
  const made = { goal: randomUUID(), strategy: randomUUID() }
  await until(() => device.provider.synced)
  device.doc.transact(() => {
    const goal = newEntity(goalFields, { status: 'active', order: 'a0' })
    device.doc.getMap('goals').set(made.goal, goal)
    fillText(goal.get('title') as Y.XmlFragment, 'Asks for help with two words')
    const strategy = newEntity(strategyFields, { status: 'learning', order: 'a0' })
    device.doc.getMap('strategies').set(made.strategy, strategy)
    fillText(strategy.get('title') as Y.XmlFragment, 'Wait and look')
  })
  await device.settled()
  device.close()
  return made
}

const deviceOf = (who: TestPerson, partId: string) =>
  openDevice({ url: url.replace('http', 'ws'), planId: plan.planId, partId, cookie: who.cookie, origin: url })

const content = async (who: TestPerson): Promise<EntityContent[]> =>
  (await app.ask(who, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>().entries as EntityContent[]

const entryWith = async (who: TestPerson, field: string, value: unknown): Promise<EntityContent | undefined> =>
  (await content(who)).find((entry) => entry[field] === value)

const notes = async (who: TestPerson, size = laptop): Promise<Desk> => {
  const desk = await sitDown(browser, { url, cookie: who.cookie, size })
  await desk.page.goto(`/c/${plan.planId}/notes`)
  await saved(desk.page)
  return desk
}
const saved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()
const card = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words })
const pick = (page: Page, group: string | RegExp, answer: string | RegExp) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name: answer, exact: true }).click()

test('every kind of note, with its fields and units, reaches the journal as it was meant', async () => {
  const { page, problems, context } = await sitDown(browser, { url, cookie: mum.cookie, size: phone })
  await page.goto('/today')
  const open = async (kind: string | RegExp) => {
    await page.getByRole('button', { name: 'Add a note' }).click()
    await pick(page, 'What do you want to write?', kind)
  }
  const save = async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await saved(page)
  }

  await open('Note')
  await page.getByRole('textbox', { name: /what did you see/i }).fill('Two bad hours in the night.')
  await pick(page, 'What is it about?', 'Sleep')
  await pick(page, 'How hard was it?', '5, Hardest')
  await page.getByRole('button', { name: /^Asks for help/ }).or(page.getByRole('radio', { name: /^Asks for help/ })).first().click()
  await pick(page, 'Where was it?', 'Home')
  await page.getByRole('button', { name: /^More:/ }).click()
  await page.getByRole('textbox', { name: 'What happened before?' }).fill('A loud party next door.')
  await page.getByRole('textbox', { name: 'And after?' }).fill('Slept in our bed.')
  await page.getByLabel('How long?').fill('125')
  await page.getByLabel('How often?').fill('3')
  await page.getByLabel('Lights out').fill('20:30')
  await page.getByLabel('Slept for').fill('7')
  await page.getByLabel('Woke up').fill('2')
  await pick(page, 'Mood', 'Low')
  await pick(page, 'During what?', 'Bedtime')
  await pick(page, 'Who saw it?', 'Somebody told me')
  await page.getByRole('textbox', { name: 'Who told you?' }).fill('Gran')
  await save('Save note')
  expect(await entryWith(plan.lead, 'text', 'Two bad hours in the night.')).toMatchObject({
    kind: 'observation', topic: 'sleep', intensity: 5, setting: 'home', before: 'A loud party next door.', after: 'Slept in our bed.',
    durationSeconds: 7500, count: 3, mood: 2, routine: 'Bedtime', firstHand: false, toldBy: 'Gran', goals: [ids.goal],
    sleep: { lightsOut: '20:30', hours: 7, wakings: 2 },
  })

  await open('Tried it')
  await pick(page, 'What did you try?', 'Wait and look')
  await pick(page, 'How did it go?', 'Well')
  await pick(page, 'How many minutes?', '10 minutes')
  await save('Save')
  expect(await entryWith(plan.lead, 'kind', 'practice')).toMatchObject({ strategy: ids.strategy, minutes: 10, howItWent: 4 })

  await open('Check-in')
  await pick(page, /How sure/, 'Quite sure')
  await pick(page, 'The best bit', 'Play')
  await pick(page, 'The hard bit', 'Mornings')
  await pick(page, 'What changed?', 'Nothing new')
  await save('Save check-in')
  expect(await entryWith(plan.lead, 'kind', 'check-in')).toMatchObject({ confidence: 4, bestBit: 'Play', hardBit: 'Mornings', whatChanged: 'Nothing new' })

  await open('Rating')
  await pick(page, 'Which goal?', /^Asks for help/)
  await pick(page, 'Where is it now?', 'More than we hoped')
  await save('Save rating')
  expect(await entryWith(plan.lead, 'kind', 'rating')).toMatchObject({ goal: ids.goal, scale: 'gas', score: 1, goals: [ids.goal] })

  await open('Question')
  await page.getByRole('textbox', { name: 'What would you like to ask?' }).fill('Wait, or help at once?')
  await pick(page, 'What is it about?', 'Wait and look')
  await save('Save question')
  expect(await entryWith(plan.lead, 'kind', 'question')).toMatchObject({ subject: 'strategy', subjectId: ids.strategy, answerState: 'open' })
  expect(problems).toEqual([])
  await context.close()
}, 240_000)

test('a question is answered, in words and in one tap, and its asker says when that is enough', async () => {
  const lead = await notes(plan.lead)
  const question = card(lead.page, 'Wait, or help at once?')
  await question.getByRole('button', { name: 'I read this' }).click()
  await question.getByText('You read this.').waitFor()
  await question.getByRole('button', { name: 'Answer' }).click()
  await question.getByRole('textbox', { name: 'Your reply' }).fill('Wait for five seconds first.')
  await question.getByRole('button', { name: 'Save reply' }).click()
  await saved(lead.page)

  const parent = await notes(mum, phone)
  const mine = card(parent.page, 'Wait, or help at once?')
  await mine.getByText('Hana Lead read this.').waitFor()
  await mine.getByText('Wait for five seconds first.').waitFor()
  await picture(parent.page, 'journal-answered')
  await mine.getByRole('button', { name: 'This is answered' }).click()
  await mine.getByText('Answered', { exact: true }).waitFor()
  await saved(parent.page)
  expect((await entryWith(plan.lead, 'kind', 'question'))?.['answerState']).toBe('answered')
  // A reply is no note of its own.
  expect(await parent.page.locator('article').filter({ hasText: /^.{0,40}Wait for five/ }).count()).toBe(0)
  await lead.context.close()
  await parent.context.close()
}, 120_000)

test('a note is changed with its day, taken back with a reason and stays, and two people write one together', async () => {
  const hers = await notes(mum)
  await hers.page.getByRole('textbox', { name: /what did you see/i }).fill('Said “more” at the park.')
  await hers.page.getByRole('button', { name: 'Save note' }).click()
  const note = card(hers.page, 'at the park.')
  await note.getByRole('button', { name: /more for this note/i }).click()
  await hers.page.getByRole('menuitem', { name: 'Write together with' }).click()
  await hers.page.getByRole('button', { name: 'Sam Orr' }).or(hers.page.getByRole('checkbox', { name: 'Sam Orr' })).first().click()
  await hers.page.getByRole('button', { name: 'Done' }).click()
  await note.getByText('with Sam Orr').waitFor()

  const his = await notes(dad)
  const same = card(his.page, 'at the park.')
  await same.getByText('with Sam Orr').waitFor()
  await same.getByRole('button', { name: /more for this note/i }).click()
  await his.page.getByRole('menuitem').first().waitFor()
  expect(await his.page.getByRole('menuitem').allInnerTexts()).toEqual(['Change it', 'Erase for good…'])
  await his.page.getByRole('menuitem', { name: 'Change it' }).click()
  await his.page.locator('.ProseMirror-focused').waitFor()
  await his.page.keyboard.press('Control+End')
  await his.page.keyboard.type(' Twice.')
  await card(hers.page, 'at the park. Twice.').waitFor()
  await card(hers.page, 'at the park. Twice.').getByText(/, changed Today/).waitFor()
  await saved(his.page)

  const lead = await notes(plan.lead)
  // Nobody else changes it; a lead may ask for it to be erased.
  await card(lead.page, 'at the park. Twice.').getByRole('button', { name: /more for this note/i }).click()
  await lead.page.getByRole('menuitem').first().waitFor()
  expect(await lead.page.getByRole('menuitem').allInnerTexts()).toEqual(['Erase for good…'])
  // No person is as fast as this test: a menu takes Escape a moment after it can be seen.
  await until(async () => {
    await lead.page.keyboard.press('Escape')
    return (await lead.page.getByRole('menu').count()) === 0
  })

  await card(hers.page, 'at the park.').getByRole('button', { name: /more for this note/i }).click()
  await hers.page.getByRole('menuitem', { name: 'Take it back' }).click()
  await hers.page.getByRole('textbox', { name: /why/i }).fill('It was another child.')
  await hers.page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click()
  const gone = lead.page.getByRole('article').filter({ hasText: 'Maeve Orr took this note back' })
  await gone.getByText('Why: It was another child.').waitFor()
  expect(await gone.getByText('at the park.').isVisible()).toBe(false)
  await gone.getByText('Show it').click()
  await gone.getByText('at the park. Twice.').waitFor()
  expect((await entryWith(plan.lead, 'status', 'withdrawn'))?.['statusReason']).toBe('It was another child.')
  for (const { context } of [hers, his, lead]) await context.close()
}, 180_000)

test('[access 4] its author corrects what a note says besides its words, and everybody sees that and what it was', async () => {
  const hers = await notes(mum, phone)
  await hers.page.getByRole('button', { name: 'Add a note' }).click()
  await hers.page.getByRole('textbox', { name: /what did you see/i }).fill('Would not put his shoes on.')
  await pick(hers.page, 'What is it about?', 'Behaviour')
  await pick(hers.page, 'How hard was it?', '2, A little hard')
  await hers.page.getByRole('button', { name: 'Save note' }).click()
  const note = card(hers.page, 'shoes on.')
  await note.waitFor()
  await saved(hers.page)
  await note.getByRole('button', { name: /more for this note/i }).click()
  await hers.page.getByRole('menuitem', { name: 'Change it' }).click()
  await note.locator('.ProseMirror').first().waitFor()
  await pick(hers.page, 'How hard was it?', '4, Very hard')
  await pick(hers.page, 'Where was it?', 'School')
  await note.getByRole('button', { name: /^Asks for help/ }).or(note.getByRole('radio', { name: /^Asks for help/ })).first().click()
  await hers.page.getByLabel('Day and time it happened').fill('2026-10-25T08:10')
  // The note does not move away from under her hands.
  await note.getByRole('button', { name: 'Done' }).scrollIntoViewIfNeeded()
  expect(await lookInBothLooks(hers.page, 'journal-change-phone')).toEqual([])
  // A page that goes out of sight may never come back: what was chosen is on record by then.
  const hint = hers.page.getByText('It is saved when you press Done.')
  await hint.evaluate((line) => line.scrollIntoView({ block: 'center' }))
  await picture(hers.page, 'journal-time-phone')
  const happened = async () => String((await entryWith(plan.lead, 'text', 'Would not put his shoes on.'))?.['happenedAt'])
  expect(await happened()).not.toContain('T08:10')
  await hers.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    Reflect.deleteProperty(document, 'hidden')
  })
  await until(async () => (await happened()).startsWith('2026-10-25T08:10'))
  // What is still to come did not happen.
  await hers.page.getByLabel('Day and time it happened').fill('2099-01-01T08:10')
  await hers.page.getByText('That is still to come.').waitFor()
  await hers.page.getByLabel('Day and time it happened').fill('2026-10-25T08:15')
  await note.getByRole('button', { name: 'Done' }).click()
  await saved(hers.page)
  await until(() => note.evaluate((element) => element === document.activeElement))
  const found = await entryWith(plan.lead, 'text', 'Would not put his shoes on.')
  expect(found).toMatchObject({ intensity: 4, setting: 'school', goals: [ids.goal], status: 'amended', topic: 'behaviour' })
  expect(String(found?.['happenedAt'])).toMatch(/^2026-10-25T08:15:00[+-]/)

  const lead = await notes(plan.lead)
  const theirs = card(lead.page, 'shoes on.')
  await theirs.getByText('Very hard').waitFor()
  await theirs.getByText(/, changed Today/).waitFor()
  await theirs.getByRole('button', { name: 'See what it was' }).click()
  const was = lead.page.getByRole('dialog', { name: 'What it was' })
  await was.getByRole('heading', { name: 'As it came' }).waitFor()
  const states = await was.getByRole('listitem').allInnerTexts()
  expect(states[0]).toMatch(/As it is now[^]*Very hard[^]*School/)
  expect(states.at(-1)).toMatch(/As it came[^]*A little hard/)
  expect(states.at(-1)).not.toContain('School')
  expect(await lookInBothLooks(lead.page, 'journal-what-it-was-laptop')).toEqual([])
  // A carer reads the note, and of history nothing.
  const kim = await notes(await app.member(plan.planId, 'caregiver', 'Zoe Orr'), phone)
  await card(kim.page, 'shoes on.').waitFor()
  expect(await kim.page.getByRole('button', { name: 'See what it was' }).count()).toBe(0)
  for (const { context } of [hers, lead, kim]) await context.close()
}, 240_000)

test('a note from another zone keeps its clock, and its author says which of two hours it was', async () => {
  const context = await browser.newContext({ viewport: phone, baseURL: url, timezoneId: 'America/Denver' })
  await bringCookie(context, url, mum.cookie)
  await context.addInitScript(() => localStorage.setItem('samepage.device', 'shared'))
  const { page } = await openPage(context)
  await page.goto(`/c/${plan.planId}/notes`)
  await saved(page)
  await page.getByRole('button', { name: 'Add a note' }).click()
  await page.getByRole('textbox', { name: /what did you see/i }).fill('Up at night at her sister\'s.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await card(page, 'at her sister').getByRole('button', { name: /more for this note/i }).click()
  await page.getByRole('menuitem', { name: 'Change it' }).click()
  await page.getByLabel('Day and time it happened').fill('2026-11-01T01:15')
  await pick(page, /The clocks went back that night/, 'After')
  await page.getByRole('button', { name: 'Done' }).click()
  await saved(page)
  await card(page, 'at her sister').getByText('after the clocks went back').waitFor()
  expect((await entryWith(mum, 'happenedAt', '2026-11-01T01:15:00-07:00'))?.['zone']).toBe('America/Denver')
  await context.close()

  // At home again, elsewhere: the time is that of Denver until she says whose clock it was.
  const home = await notes(mum)
  const note = card(home.page, 'at her sister')
  await note.getByText('Denver time').waitFor()
  await note.getByRole('button', { name: /more for this note/i }).click()
  await home.page.getByRole('menuitem', { name: 'Change it' }).click()
  expect(await home.page.getByLabel('Day and time it happened').inputValue()).toBe('2026-11-01T01:15')
  await pick(home.page, 'Whose clock is that?', /as here/)
  await note.getByRole('button', { name: 'Done' }).click()
  await saved(home.page)
  await until(async () => String((await entryWith(mum, 'text', 'Up at night at her sister\'s.'))?.['happenedAt']).startsWith('2026-11-01T01:15'))
  expect((await entryWith(mum, 'text', 'Up at night at her sister\'s.'))?.['zone']).not.toBe('America/Denver')
  await home.context.close()
}, 180_000)

test('[access 2] a note gets other readers only after their names were shown; those before keep what they read, folded', async () => {
  const hers = await notes(mum, phone)
  await hers.page.getByRole('button', { name: 'Add a note' }).click()
  await hers.page.getByRole('textbox', { name: /what did you see/i }).fill('I lost my patience at dinner.')
  await hers.page.getByLabel('Who can read it').selectOption('Only my therapists')
  await hers.page.getByRole('button', { name: 'Save note' }).click()
  await card(hers.page, 'my patience').getByRole('button', { name: /more for this note/i }).click()
  await hers.page.getByRole('menuitem', { name: 'Change who can read it' }).click()
  const asks = hers.page.getByRole('dialog', { name: 'Who can read this note?' })
  expect(await asks.getByRole('button', { name: 'Change who can read it' }).isDisabled()).toBe(true)
  await asks.getByRole('radio', { name: 'Parents and therapists' }).click()
  await asks.getByText('New: Sam Orr.').waitFor()
  expect(await lookInBothLooks(hers.page, 'journal-readers-phone')).toEqual([])
  expect((await entryWith(dad, 'text', 'I lost my patience at dinner.'))).toBeUndefined()
  await asks.getByRole('button', { name: 'Let Sam Orr read it' }).click()
  await saved(hers.page)
  const his = await notes(dad)
  await card(his.page, 'I lost my patience at dinner.').waitFor()
  // He is not told that it was somewhere else before.
  expect(await his.page.getByText('other readers').count()).toBe(0)
  const both = (await content(plan.lead)).filter(({ text }) => text === 'I lost my patience at dinner.')
  expect(both.map(({ status }) => status).toSorted()).toEqual(['final', 'withdrawn'])
  expect(new Set(both.map(({ createdAt }) => createdAt)).size).toBe(1)
  for (const { context } of [hers, his]) await context.close()
}, 180_000)

test('[access 2] a carer, a teacher and a child write where they may, and are told who reads it', async () => {
  for (const [role, readers, canRead] of [['caregiver', /Hana Lead, Maeve Orr, Sam Orr,? and Zoe Orr can read it/, true], ['teacher', 'Hana Lead can read it.', false], ['child', 'Hana Lead can read it.', false]] as const) {
    const person = await app.member(plan.planId, role, `Kim ${role}`)
    const desk = await notes(person, phone)
    await desk.page.getByRole('button', { name: 'Add a note' }).click()
    await desk.page.getByText(readers).first().waitFor()
    await desk.page.getByRole('textbox', { name: /what did you see/i }).fill(`Seen by the ${role}.`)
    await desk.page.getByRole('button', { name: 'Save note' }).click()
    await card(desk.page, `Seen by the ${role}.`).waitFor()
    await saved(desk.page)
    expect(await desk.page.getByText('Two bad hours in the night.').count()).toBe(canRead ? 1 : 0)
    expect((await entryWith(plan.lead, 'text', `Seen by the ${role}.`))?.['author']).toBe(person.memberId)
    expect(await entryWith(mum, 'text', `Seen by the ${role}.`) !== undefined).toBe(canRead)
    await desk.context.close()
  }
}, 180_000)
