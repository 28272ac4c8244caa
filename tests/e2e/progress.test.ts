/** How it is going: sentences and charts on the plan page, for a therapist and for a parent. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlanContent } from '#shared/plan/api.ts'
import { laptop, openBrowser, phone, picture, sitDown } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let planId: string
let content: PlanContent

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  planId = planOf(server, 'plan-kwame')
  const answer = await fetch(`${server.url}/api/plans/${planId}/content`, { headers: { cookie: await server.signIn('renee') } })
  content = (await answer.json()) as PlanContent
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

const openProgress = async (page: Page) => {
  await page.goto(`/c/${planId}/plan`)
  const section = page.getByRole('region', { name: 'How it is going' })
  await section.getByRole('heading', { name: 'Goal' }).first().waitFor()
  return section
}

describe.each([
  ['renee', 'laptop', laptop],
  ['abena', 'phone', phone],
] as const)('for %s on a %s', (who, device, size) => {
  test.each(['light', 'dark'] as const)('every chart says in words what it shows and has its numbers in a table, in the %s look', async (colorScheme) => {
    const { page, problems, context } = await sitDown(browser, { url: server.url, cookie: await server.signIn(who), size, colorScheme })
    const section = await openProgress(page)
    // The number is for clinicians, the words are for all. What comes after the first look is reckoned in a moment later.
    await until(async () => expect(await section.getByText('T-score').count()).toBe(who === 'renee' ? 1 : 0))
    const goal = section.getByRole('listitem').filter({ hasText: 'asks for a break' }).first()
    // Cards above it take their height as they come into sight, and a press may land beside it.
    const opener = goal.getByRole('button').first()
    await until(async () => {
      if ((await opener.getAttribute('aria-expanded')) === 'false') await opener.click()
      return (await opener.getAttribute('aria-expanded')) === 'true'
    })
    const chart = goal.getByRole('img').first()
    await chart.waitFor()
    expect(await chart.getAttribute('aria-label')).toMatch(/^Now: as hoped/)
    const { id } = content.goals.find(({ title }) => String(title).includes('asks for a break')) ?? {}
    const ratings = content.entries.filter((entry) => entry.kind === 'rating' && entry.goal === id)
    for (const [i, scale] of ['gas', '0-10'].entries()) {
      const figure = goal.locator('figure').nth(i)
      await figure.getByText('The numbers in a table').click()
      const rated = ratings.filter((entry) => entry.scale === scale)
      await until(async () => expect(await figure.locator('tbody tr').count()).toBe(rated.length))
      await until(async () => expect(await figure.locator('svg[role=img] polyline').count()).toBe(new Set(rated.map(({ author }) => author)).size))
      // Nothing sticks out at the side.
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await figure.getByText('The numbers in a table').click()
    }
    await goal.scrollIntoViewIfNeeded()
    await goal.evaluate((element) => element.scrollIntoView())
    await picture(page, `progress-${device}-${colorScheme}`)
    await page.goto(`/c/${planId}/since`)
    await page.locator('[data-step]').first().waitFor()
    await picture(page, `since-all-${device}-${colorScheme}`)
    await page.goto('/children')
    await page.locator('main li a').first().waitFor()
    await picture(page, `children-${device}-${colorScheme}`)
    expect(problems).toEqual([])
    await context.close()
  })
})

test('a guardian with limits, who gets a page made by the server, sees nothing of the notes of others', async () => {
  const { page, problems } = await sitDown(browser, { url: server.url, cookie: await server.signIn('colin'), size: phone })
  await page.goto(`/c/${planOf(server, 'plan-nell')}/plan`)
  await page.getByRole('heading', { name: 'Goals' }).waitFor()
  const answer = await fetch(`${server.url}/api/plans/${planOf(server, 'plan-nell')}/content`, { headers: { cookie: await server.signIn('colin') } })
  const own = ((await answer.json()) as PlanContent).entries
  const authors = new Set(own.map(({ author }) => author))
  expect(authors.size).toBe(1)
  expect(problems).toEqual([])
  await picture(page, 'limited-phone')
})

test('names that arrive after the charts leave one line a person', async () => {
  const { page, problems, context } = await sitDown(browser, { url: server.url, cookie: await server.signIn('renee'), size: laptop })
  const { promise: namesMayCome, resolve: letNamesCome } = Promise.withResolvers<void>()
  await page.route('**/api/plans/*/members', async (route) => {
    await namesMayCome
    await route.continue()
  })
  const section = await openProgress(page)
  const goal = section.getByRole('listitem').filter({ hasText: 'asks for a break' }).first()
  await goal.getByRole('button').first().click()
  const lines = goal.locator('figure').nth(1).locator('svg[role=img] polyline')
  await lines.first().waitFor()
  const { id } = content.goals.find(({ title }) => String(title).includes('asks for a break')) ?? {}
  const people = new Set(content.entries.filter(({ kind, goal: of, scale }) => kind === 'rating' && of === id && scale === '0-10').map(({ author }) => author))
  expect(people.size).toBeGreaterThan(1)
  await until(async () => expect(await lines.count()).toBe(people.size))
  letNamesCome()
  await goal.getByText('Renee').first().waitFor({ state: 'attached' })
  expect(await lines.count()).toBe(people.size)
  expect(problems).toEqual([])
  await context.close()
})
