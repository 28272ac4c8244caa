/** WCAG 2.2 AA on the plan, where it is read and where it is written. */
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { phone } from '../../support/browser.ts'
import { until } from '../../support/device.ts'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk()
const isSaved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()

test('the plan, where it is read and where it is written', { timeout: 240_000 }, async () => {
  const { sit, look, of } = walk()
  const page = await sit('hana')
  const goal = page.locator('article[id^="goal-"]').first()
  await page.goto(of('plan-mateo', 'plan'))
  await goal.waitFor()
  await isSaved(page)
  await look(page, 'plan')
  // A text of several lines: those of one have no tools.
  await goal.getByRole('textbox').nth(1).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.getByRole('toolbar', { name: 'Format' }).waitFor()
  await look(page, 'plan while writing')
  await page.keyboard.press('Shift+F9')
  await page.getByRole('region', { name: 'Who wrote this' }).getByRole('listitem').first().waitFor()
  await look(page, 'who wrote this')
  await page.keyboard.press('Escape')
  // A menu closes when the window takes on another size.
  await page.setViewportSize(phone)
  await goal.getByRole('button', { name: /^more/i }).first().click()
  await page.getByRole('menuitem').first().waitFor()
  await look(page, 'menu of a goal', { isSmallOnly: true })
  await until(async () => {
    await page.keyboard.press('Escape')
    return (await page.getByRole('menu').count()) === 0
  })
  await page.getByRole('button', { name: 'Start from an example' }).first().click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'goal from an example')
  expect(walk().found()).toEqual([])
})

test('a plan with a safety plan, and asking to erase a goal', { timeout: 120_000 }, async () => {
  const { sit, look, of } = walk()
  const page = await sit('tomas')
  await page.goto(of('plan-nell', 'plan'))
  await page.locator('article[id^="goal-"]').first().waitFor()
  await isSaved(page)
  await look(page, 'plan with a safety plan')
  await page.getByRole('button', { name: /more for goal 1/i }).first().click()
  await page.getByRole('menuitem', { name: /erase for good/i }).click()
  await page.getByRole('heading', { name: 'Erase for good' }).waitFor()
  await look(page, 'erase for good')
  expect(walk().found()).toEqual([])
})
