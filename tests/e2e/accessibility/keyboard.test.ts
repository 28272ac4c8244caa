/** The main act of each journey with nothing but keys, and one can always see where one is. */
import { expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { until } from '../../support/device.ts'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk(/status of 40|WebSocket/)

/** Goes to something with the Tab key, as somebody does who cannot point. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  const isThere = () => target.first().evaluate((element) => element === document.activeElement)
  for (let i = 0; i < 120 && !(await isThere()); i += 1) await page.keyboard.press('Tab')
  // It can be seen to have the focus.
  const { ring, top, bottom, height } = await target.first().evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    const isRinged = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'
    return { ring: element === document.activeElement && isRinged, top: box.top, bottom: box.bottom, height: innerHeight }
  })
  expect(ring).toBe(true)
  expect(top).toBeLessThan(height)
  expect(bottom).toBeGreaterThan(0)
}

const press = async (page: Page, role: 'button' | 'link', name: string | RegExp): Promise<void> => {
  await tabTo(page, page.getByRole(role, { name }))
  await page.keyboard.press('Enter')
}
const isSaved = (page: Page): Promise<void> => page.locator('[data-save-state="saved"]').first().waitFor()

test('[journey 1] a visit is begun, led on and ended', { timeout: 120_000 }, async () => {
  const { sit, of } = walk()
  const page = await sit('renee')
  await page.goto(of('plan-kwame', 'plan'))
  await isSaved(page)
  await press(page, 'link', 'Visit')
  await press(page, 'button', 'Start a visit')
  await page.getByRole('heading', { level: 1, name: /Welcome/ }).waitFor()
  await press(page, 'button', /^Next/)
  await page.getByRole('heading', { level: 1, name: 'How is it going?' }).waitFor()
  await page.locator('output').getByText('How is it going?').waitFor({ state: 'attached' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Next')
})

test('[journey 2] a note is written: chips by arrows, words, saved', { timeout: 120_000 }, async () => {
  const { sit } = walk()
  const page = await sit('abena')
  await page.goto('/today')
  await isSaved(page)
  await press(page, 'button', 'Add a note')
  const words = page.getByRole('textbox', { name: /what did you see/i })
  await words.waitFor()
  // The window is drawn a moment before it gives the focus on.
  await until(() => words.evaluate((element) => element === document.activeElement))
  await page.keyboard.type('He slept all night.')
  const about = page.getByRole('radiogroup', { name: 'What is it about?' })
  await tabTo(page, about.getByRole('radio').first())
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  expect(await about.getByRole('radio').nth(1).getAttribute('aria-checked')).toBe('true')
  // The whole group is one stop.
  await page.keyboard.press('Tab')
  expect(await about.evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await press(page, 'button', 'Save note')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Add a note')
})

test('[journey 3] what is new is stepped through and marked as seen', { timeout: 120_000 }, async () => {
  const { sit, of } = walk()
  const page = await sit('marisol')
  await page.goto(of('plan-kwame', 'since'))
  await page.locator('[data-step]').first().waitFor()
  await press(page, 'button', 'Next')
  expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-step'))).toBe(true)
  await press(page, 'button', 'Mark as seen')
  await page.locator('output').getByText('Marked as seen').waitFor({ state: 'attached' })
})

test('[journey 4] somebody agrees to the plan, and a window gives the focus back', { timeout: 120_000 }, async () => {
  const { sit, of } = walk()
  const page = await sit('lucia')
  await page.goto(of('plan-mateo', 'history'))
  const open = page.getByRole('button', { name: 'Agree to the plan as it is now' })
  await tabTo(page, open)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'I agree' }).waitFor()
  // No person is as fast as this test: a window takes Escape a moment after it can be seen.
  await until(async () => {
    await page.keyboard.press('Escape')
    return (await page.getByRole('dialog').count()) === 0
  })
  await expect.poll(() => open.evaluate((element) => element === document.activeElement), { timeout: 10_000 }).toBe(true)
  await page.keyboard.press('Enter')
  await press(page, 'button', 'I agree')
  await page.getByText('The plan still says the same').first().waitFor()
})

test('[journey 5] somebody is invited, and joins', { timeout: 180_000 }, async () => {
  const { sit, of, server } = walk()
  const page = await sit('hana')
  await page.goto(of('plan-mateo', 'people'))
  await press(page, 'button', 'Invite someone')
  await press(page, 'button', 'Make the invitation')
  const link = page.getByText(`${server.url}/join/`)
  await link.waitFor()
  const newcomer = await sit()
  await newcomer.goto(await link.innerText())
  for (const [name, words] of [[/your name/i, 'Ife Okoro'], [/e-mail/i, 'ife@example.org'], [/password/i, 'seven green umbrellas']] as const) {
    await tabTo(newcomer, newcomer.getByLabel(name))
    await newcomer.keyboard.type(words)
  }
  await newcomer.keyboard.press('Enter')
  await press(newcomer, 'link', /open the plan/i)
  await newcomer.getByRole('heading', { level: 1, name: 'Plan for Mateo' }).waitFor()
  await expect.poll(() => newcomer.title(), { timeout: 10_000 }).toBe('Plan - Samepage')
})
