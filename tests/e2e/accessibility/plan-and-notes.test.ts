/** WCAG 2.2 AA on the pages of a plan: today, every kind of note, the notes, what is new, and for each role. */
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { phone } from '../../support/browser.ts'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk()
const isSaved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()

test('today of a parent and every kind of note', { timeout: 180_000 }, async () => {
  const { sit, look } = walk()
  const page = await sit('abena')
  await page.goto('/today')
  await isSaved(page)
  await page.getByRole('button', { name: 'Add a note' }).waitFor()
  await look(page, 'today')
  // A window of this kind is closed when the page takes on another shape.
  await page.setViewportSize(phone)
  await page.getByRole('main').getByRole('button', { name: 'Add a note' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Add a note' }).click()
  for (const [kind, asks] of [
    ['Note', 'What is it about?'], ['Tried it', 'Did it happen?'], ['Check-in', 'The best bit'], ['Rating', 'Which goal?'], ['Question', 'What is it about?'],
  ] as const) {
    await page.getByRole('radiogroup', { name: 'What do you want to write?' }).getByRole('radio', { name: kind, exact: true }).click()
    await page.getByRole('radiogroup', { name: asks }).waitFor()
    await look(page, `new ${kind}`, { isSmallOnly: true })
  }
  await page.getByRole('radiogroup', { name: 'What do you want to write?' }).getByRole('radio', { name: 'Rating', exact: true }).click()
  await page.getByRole('radiogroup', { name: 'Which goal?' }).getByRole('radio').first().click()
  await look(page, 'new rating of a goal', { isSmallOnly: true })
  await page.getByRole('radiogroup', { name: 'What do you want to write?' }).getByRole('radio', { name: 'Decision', exact: true }).click()
  await page.getByRole('textbox', { name: 'Why?' }).waitFor()
  await look(page, 'new decision', { isSmallOnly: true })
  await page.getByRole('radiogroup', { name: 'What do you want to write?' }).getByRole('radio', { name: 'Note', exact: true }).click()
  await page.getByRole('button', { name: /^More:/ }).click()
  await page.getByRole('textbox', { name: 'What happened before?' }).waitFor()
  await look(page, 'new note with more', { isSmallOnly: true })
  expect(walk().found()).toEqual([])
})

test('the notes and what one can do with a note', { timeout: 120_000 }, async () => {
  const { sit, look, of } = walk()
  const page = await sit('lucia')
  await page.goto(of('plan-mateo', 'notes'))
  await isSaved(page)
  await page.getByRole('article').first().waitFor()
  await page.getByRole('button', { name: /^Filter/ }).click()
  await look(page, 'notes with filters')
  const more = page.getByRole('article').filter({ hasText: 'Lucía Robles' }).first().getByRole('button', { name: 'More for this note' })
  await more.click()
  await page.getByRole('menuitem').first().waitFor()
  await look(page, 'menu of a note')
  // A menu closes when the window takes on another size.
  if (!(await page.getByRole('menu').isVisible())) await more.click()
  await page.getByRole('menuitem', { name: 'Take it back' }).click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'take a note back')
  expect(walk().found()).toEqual([])
})

test('what is new', { timeout: 60_000 }, async () => {
  const { sit, look, of } = walk()
  const page = await sit('hana')
  await page.goto(of('plan-mateo', 'since'))
  await page.locator('[data-step]').first().waitFor()
  await look(page, 'since')
  expect(walk().found()).toEqual([])
})

test.each([
  ['a limited guardian', 'colin', 'plan-nell'],
  ['a child', 'nell', 'plan-nell'],
  ['a teacher', 'joy', 'plan-mateo'],
  ['a carer', 'carmen', 'plan-mateo'],
])('what %s sees', { timeout: 180_000 }, async (who, name, plan) => {
  const { sit, look, of } = walk()
  const page = await sit(name)
  for (const place of ['today', 'plan', 'notes']) {
    await page.goto(of(plan, place))
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    await look(page, `${place} of ${who}`)
  }
  expect(walk().found()).toEqual([])
})
