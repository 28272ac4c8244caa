/** Talking about the plan in real browsers: words, goals, suggestions, what was heard; a therapist, two parents, a grandmother. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import type * as Y from 'yjs'
import type { EntityContent, PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import type { TestApp, TestPerson, TestPlan } from '../support/app.ts'
import { axeViolations } from '../support/barriers.ts'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let plan: TestPlan
let browser: Browser
let url: string
let mum: TestPerson & { memberId: string }
let dad: TestPerson & { memberId: string }
let gran: TestPerson & { memberId: string }
const ids = { goal: randomUUID(), strategy: randomUUID() }
let ana: Desk
let maeve: Desk
let nell: Desk

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  plan = await app.plan('Mika')
  mum = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  dad = await app.member(plan.planId, 'guardian', 'Sam Orr')
  gran = await app.member(plan.planId, 'caregiver', 'Nell Orr')
  await writePlan()
  browser = await openBrowser()
  ana = await sit(plan.lead, laptop)
  maeve = await sit(mum, phone)
  nell = await sit(gran, phone)
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

async function writePlan(): Promise<void> {
  const device = openDevice({ url: url.replace('http', 'ws'), planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie, origin: url })
  await until(() => device.provider.synced)
  device.doc.transact(() => {
    const goal = newEntity(goalFields, { status: 'active', order: 'a0' })
    device.doc.getMap('goals').set(ids.goal, goal)
    fillText(goal.get('title') as Y.XmlFragment, 'Asks for help with two words')
    fillText(goal.get('why') as Y.XmlFragment, 'Less shouting at the table and more time to play together.')
    const strategy = newEntity(strategyFields, { status: 'learning', order: 'a0' })
    device.doc.getMap('strategies').set(ids.strategy, strategy)
    fillText(strategy.get('title') as Y.XmlFragment, 'Wait five seconds and look')
  })
  await device.settled()
  device.close()
}

const sit = async (who: TestPerson, size: typeof phone, colorScheme: 'light' | 'dark' = 'light'): Promise<Desk> => {
  const desk = await sitDown(browser, { url, cookie: who.cookie, size, colorScheme })
  await desk.page.goto(`/c/${plan.planId}/plan`)
  await settled(desk.page)
  await desk.page.getByRole('heading', { name: 'About the plan as a whole' }).waitFor()
  return desk
}
const settled = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()
const goal = (page: Page): Locator => page.locator(`[id="goal-${ids.goal}"]`)
const strategy = (page: Page): Locator => page.locator(`[id="strategy-${ids.strategy}"]`)
const why = (page: Page): Locator => goal(page).locator('[data-key=why]')
const press = (within: Page | Locator, name: string | RegExp): Promise<void> => within.getByRole('button', { name, exact: true }).click()
/** Playwright has no name for the role. */
const comments = (within: Page | Locator): Locator => within.locator('[role=comment]')
const mark = (page: Page): Locator => why(page).locator('mark.said')

/** Until this device keeps the app's files: a page that is loaded after that needs no network for more of them. */
const keepsFiles = (page: Page): Promise<void> => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

const entries = async (who: TestPerson): Promise<EntityContent[]> =>
  (await app.ask(who, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>().entries as EntityContent[]
const goalNow = async (): Promise<Record<string, unknown>> =>
  (await app.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>().goals[0] as Record<string, unknown>

/** Selects some words of the text about why the goal matters; with `isCaret` only puts the caret before them. */
async function selectWhy(page: Page, words: string, isCaret = false): Promise<void> {
  // At its start, where no words are marked.
  await why(page).getByRole('textbox').first().click({ position: { x: 12, y: 14 } })
  await why(page).locator('.ProseMirror-focused').waitFor()
  await page.evaluate(async ([wanted, length]) => {
    const editor = document.querySelector('.ProseMirror-focused') as HTMLElement
    const nodes = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT)
    for (let node = nodes.nextNode(); node !== null; node = nodes.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at >= 0) document.getSelection()?.setBaseAndExtent(node, at, node, at + length)
    }
    // The editor hears of it when the browser tells. Where much else is to be done that is later than the frame after next.
    document.dispatchEvent(new Event('selectionchange'))
    for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame)
  }, [words, isCaret ? 0 : words.length] as const)
}

test('[plan] words are commented on for chosen readers; others see neither the comment nor that there is one', async () => {
  const { page } = ana
  // The keys mean what is selected now, also while the bar still stands by other words.
  await selectWhy(page, 'more time')
  await page.getByRole('toolbar', { name: 'These words' }).waitFor()
  await page.evaluate(() => {
    const selection = document.getSelection() as Selection
    const { startContainer, startOffset } = selection.getRangeAt(0)
    selection.setBaseAndExtent(startContainer, startOffset, startContainer, startOffset + 'more'.length)
    document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyM', ctrlKey: true, altKey: true }))
  })
  const asked = page.getByRole('dialog', { name: 'New comment' })
  await asked.waitFor()
  expect(await asked.locator('blockquote').innerText()).toBe('more')
  await press(asked, 'Close')
  await asked.waitFor({ state: 'detached' })

  await selectWhy(page, 'shouting at the table')
  await picture(page, 'talk-selected-laptop')
  await press(page.getByRole('toolbar', { name: 'These words' }), 'Comment')
  const sheet = page.getByRole('dialog', { name: 'New comment' })
  await sheet.getByText('shouting at the table').waitFor()
  await sheet.getByLabel('Who can read it').selectOption({ label: 'Parents and therapists' })
  await sheet.getByText(/^Maeve Orr and Sam Orr can read it/).waitFor()
  await sheet.getByRole('textbox').fill('Is it loud every evening, or some days?')
  await picture(page, 'talk-comment-laptop')
  expect(await axeViolations(page)).toEqual([])
  await press(sheet, 'Save comment')
  await comments(page).getByText('Is it loud every evening').waitFor()
  await settled(page)

  await mark(maeve.page).first().waitFor()
  // In one piece once the writer's caret has gone from among them.
  await until(async () => expect(await mark(maeve.page).allTextContents()).toEqual(['shouting at the table']))
  await mark(maeve.page).tap()
  await comments(maeve.page).getByText('Is it loud every evening').waitFor()
  await picture(maeve.page, 'talk-thread-phone')
  expect(await axeViolations(maeve.page)).toEqual([])

  // The grandmother reads the plan and the notes of the team, and has no way of knowing.
  await keepsFiles(nell.page)
  await nell.page.reload()
  await goal(nell.page).getByText('Less shouting').waitFor()
  await nell.page.getByRole('heading', { name: 'About the plan as a whole' }).waitFor()
  expect(await nell.page.locator('mark.said').count()).toBe(0)
  expect(await nell.page.getByText(/said about this/).count()).toBe(0)
  expect(JSON.stringify(await entries(gran))).not.toContain('shouting')
})

test('[plan] marked words hold while others write before, inside and around them, also without a network; gone is said', async () => {
  await keepsFiles(maeve.page)
  await maeve.page.reload()
  await mark(maeve.page).waitFor()
  await maeve.context.setOffline(true)
  const type = async (page: Page, before: string, words: string) => {
    await selectWhy(page, before, true)
    await page.keyboard.type(words)
  }
  await type(maeve.page, 'Less', 'Much ')
  await type(maeve.page, 'the table', 'and around ')
  expect((await mark(maeve.page).allTextContents()).join('')).toBe('shouting at and around the table')
  await type(ana.page, 'more time', 'a little ')
  await maeve.context.setOffline(false)
  await vi.waitFor(async () => expect((await mark(ana.page).allTextContents()).join('')).toBe('shouting at and around the table'), { timeout: 20_000 })
  await vi.waitFor(async () => expect((await goalNow()).why).toBe('Much Less shouting at and around the table and a little more time to play together.'), { timeout: 10_000 })

  // A line that is broken before the words takes them along.
  await selectWhy(ana.page, 'shouting', true)
  await ana.page.keyboard.press('Enter')
  await vi.waitFor(async () => expect((await mark(maeve.page).allTextContents()).join('')).toBe('shouting at and around the table'), { timeout: 10_000 })

  await picture(ana.page, 'talk-split-laptop')

  // Somebody's caret parts the words on the others' pages.
  await maeve.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await why(ana.page).locator('.caret').waitFor({ state: 'detached' })
  await selectWhy(ana.page, 'shouting at and around the table')
  await ana.page.keyboard.press('Delete')
  await vi.waitFor(async () => expect(await mark(maeve.page).count()).toBe(0), { timeout: 10_000 })
  await press(why(maeve.page), '1 said about this')
  await maeve.page.getByText('These words are not in the plan any more.').waitFor()
  await maeve.page.locator('blockquote', { hasText: 'shouting at the table' }).waitFor()
  await picture(maeve.page, 'talk-words-gone-phone')
})

test('[plan] a question by keyboard alone: asked, opened from its words, answered; the asker says so', async () => {
  const { page } = ana
  await selectWhy(page, 'play together')
  await page.keyboard.press('Control+Alt+m')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: 'Question' }).focus()
  await page.keyboard.press('Space')
  await sheet.getByRole('textbox').fill('What do you like to play?')
  await sheet.getByRole('button', { name: 'Save question' }).focus()
  await page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'detached' })
  await comments(page).filter({ hasText: 'What do you like to play?' }).getByText('Open', { exact: true }).waitFor()

  const asked = comments(why(maeve.page)).filter({ hasText: 'What do you like to play?' })
  await press(why(maeve.page), 'Next')
  await press(why(maeve.page), 'Next')
  expect(await why(maeve.page).getByRole('button', { name: 'Next' }).isDisabled()).toBe(true)
  await press(asked, 'Answer')
  await asked.getByRole('textbox', { name: 'Your reply' }).fill('Trains, every day.')
  await press(asked, 'Save reply')
  await picture(maeve.page, 'talk-question-phone')

  // The caret in the words, and the same keys: what was said opens.
  await press(why(page), '2 said about this')
  expect(await comments(page).count()).toBe(0)
  await selectWhy(page, 'lay together', true)
  await page.keyboard.press('Control+Alt+m')
  const thread = comments(page).filter({ hasText: 'Trains, every day.' })
  await thread.waitFor()
  await press(thread, 'This is answered')
  await thread.getByText('Answered', { exact: true }).waitFor()
  await until(async () => expect(await mark(maeve.page).count()).toBe(0))
})

test('[plan] a suggestion without a network, taken over word by word under the name of who did it', async () => {
  const { page, context } = nell
  await context.setOffline(true)
  await press(goal(page), 'Suggest a change')
  const sheet = page.getByRole('dialog', { name: 'New suggestion' })
  await sheet.getByRole('textbox', { name: 'Your words' }).fill('Asks for help with one clear word')
  await sheet.getByRole('textbox', { name: /^Why/ }).fill('One is what he says at home.')
  await picture(page, 'talk-suggest-phone')
  expect(await axeViolations(page)).toEqual([])
  await press(sheet, 'Save suggestion')
  await goal(page).getByText('Waiting for an answer').waitFor()
  expect(await goal(page).getByRole('button', { name: 'Use these words' }).count()).toBe(0)
  await context.setOffline(false)

  await press(goal(ana.page), '1 said about this')
  const suggestion = comments(goal(ana.page)).filter({ hasText: 'One is what he says at home.' })
  await suggestion.waitFor()
  // Its reason is there before what draws the rest of it is loaded.
  await until(async () => expect(await suggestion.locator('del').allTextContents()).toEqual([expect.stringContaining('two words')]))
  expect(await suggestion.locator('ins').allTextContents()).toEqual([expect.stringContaining('one clear word')])
  await suggestion.scrollIntoViewIfNeeded()
  await picture(ana.page, 'talk-suggestion-laptop')
  await press(suggestion, 'Use these words')
  await until(async () => expect((await goalNow()).title).toBe('Asks for help with one clear word'))
  await goal(page).getByText('In the plan now').waitFor()
  const outcome = (await entries(gran)).find(({ outcome: is }) => is === 'taken')
  expect(outcome).toMatchObject({ kind: 'comment', subject: 'entry', author: plan.leadMemberId })
})

test('[plan] where the plan has changed since, nothing is overwritten unseen; not now gives its reason', async () => {
  await press(strategy(maeve.page), 'Suggest a change')
  const sheet = maeve.page.getByRole('dialog', { name: 'New suggestion' })
  await sheet.getByRole('textbox', { name: 'Your words' }).fill('Wait ten seconds and look')
  await press(sheet, 'Save suggestion')
  await settled(maeve.page)
  const title = strategy(ana.page).getByRole('textbox', { name: 'Strategy 1' })
  await title.click()
  await ana.page.locator('.ProseMirror-focused').waitFor()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.type(' at her')
  await press(strategy(ana.page), '1 said about this')
  await press(strategy(ana.page), 'Use these words')
  const dialog = ana.page.getByRole('dialog', { name: 'The plan has changed since' })
  await dialog.getByText('Wait five seconds and look at her', { exact: true }).waitFor()
  await dialog.getByText('Wait five seconds and look', { exact: true }).waitFor()
  await dialog.getByText('Wait ten seconds and look', { exact: true }).waitFor()
  await picture(ana.page, 'talk-changed-since-laptop')
  expect(await axeViolations(ana.page)).toEqual([])
  await press(dialog, 'Keep the plan as it is now')
  const notNow = ana.page.getByRole('dialog', { name: 'Not now' })
  expect(await notNow.getByRole('button', { name: 'Save the answer' }).isDisabled()).toBe(true)
  await notNow.getByRole('textbox').fill('Five is enough for now.')
  await press(notNow, 'Save the answer')
  await strategy(maeve.page).getByText('Five is enough for now.').waitFor()
  await strategy(maeve.page).getByText('Not now', { exact: true }).waitFor()
  await picture(maeve.page, 'talk-not-now-phone')
})

test('[plan] what I heard: one parent says it is right, the other corrects it, the therapist’s words stay', async () => {
  await press(ana.page, 'What I heard')
  const sheet = ana.page.getByRole('dialog', { name: 'What I heard' })
  await sheet.getByRole('textbox').fill('Evenings are the hardest, and you want calm at the table.')
  await picture(ana.page, 'talk-summary-laptop')
  await press(sheet, 'Ask if this is right')
  await settled(ana.page)
  const whole = (page: Page) => page.getByRole('region', { name: 'About the plan as a whole' })
  await press(whole(maeve.page), '1 said about this')
  await whole(maeve.page).getByText('Is this right?').waitFor()
  await picture(maeve.page, 'talk-heard-phone')
  expect(await axeViolations(maeve.page)).toEqual([])
  await press(whole(maeve.page), 'Yes, that is right')
  await whole(maeve.page).getByText('That is right', { exact: true }).waitFor()

  const sam = await sit(dad, phone, 'dark')
  await press(whole(sam.page), '1 said about this')
  await press(whole(sam.page), 'Correct it')
  await whole(sam.page).getByRole('textbox', { name: 'How is it really?' }).fill('Mornings are harder than evenings.')
  await press(whole(sam.page), 'Save the correction')
  await whole(ana.page).getByText('Mornings are harder than evenings.').waitFor()
  await whole(ana.page).getByText('That is right', { exact: true }).waitFor()
  await whole(ana.page).scrollIntoViewIfNeeded()
  await picture(ana.page, 'talk-heard-laptop')
  await picture(sam.page, 'talk-heard-dark-phone')
  expect(await axeViolations(sam.page)).toEqual([])
  const heard = (await entries(mum)).find(({ kind }) => kind === 'summary')
  expect(heard).toMatchObject({ text: 'Evenings are the hardest, and you want calm at the table.', status: 'final' })
  await sam.context.close()
})

test('[plan] one tap on a goal says well done; the dark look has no fault either', async () => {
  await press(goal(maeve.page), 'Well done')
  await goal(ana.page).getByText('Maeve Orr says: well done.').waitFor()
  const dark = await sit(plan.lead, laptop, 'dark')
  await press(goal(dark.page), '1 said about this')
  await goal(dark.page).getByText('In the plan now').waitFor()
  await picture(dark.page, 'talk-goal-dark-laptop')
  expect(await axeViolations(dark.page)).toEqual([])
  await dark.context.close()
  for (const { problems } of [ana, maeve, nell]) expect(problems.filter((problem) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/.test(problem))).toEqual([])
})
