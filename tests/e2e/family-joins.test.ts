/** Journey 5 with real browsers: a family joins by a code, one account for all its children; the family decides what school sees. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let therapist: Desk
const desks: Desk[] = []

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  therapist = await sit({ as: 'hana', size: laptop })
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

async function sit({ as, size, colorScheme = 'light' }: { as?: string; size: typeof phone; colorScheme?: 'light' | 'dark' }): Promise<Desk> {
  const desk = await sitDown(browser, { url: server.url, size, colorScheme, ...(as !== undefined && { cookie: await server.signIn(as) }) })
  desks.push(desk)
  return desk
}

/** Makes an invitation on the page of people and gives back its link. */
async function invite(page: Page, planId: string, role: RegExp): Promise<string> {
  await page.goto(`/c/${planId}/people`)
  await page.getByRole('button', { name: /invite/i }).first().click()
  await page.getByRole('radio', { name: role }).first().check({ force: true })
  await page.getByRole('button', { name: /make|create|invit/i }).last().click()
  const link = page.getByText(`${server.url}/join/`)
  await link.waitFor()
  return link.innerText()
}

const openThePlan = (page: Page): Promise<void> => page.getByRole('link', { name: /open the plan/i }).click()
const goals = (page: Page): Locator => page.locator('article[id^="goal-"]')
const planIn = (page: Page): string => /\/c\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''

test('[journey 5] a family joins in under 3 minutes: at most four fields, three plain facts, and the child\'s name only inside', async () => {
  await therapist.page.goto('/children')
  await therapist.page.getByRole('button', { name: /new child/i }).click()
  await therapist.page.getByRole('textbox', { name: /child called/i }).fill('Amara')
  const start = therapist.page.getByRole('button', { name: /start|add|make|create/i }).last()
  // The plan is made, and the answer is lost: whoever presses again gets that plan and no second one.
  await therapist.page.route('**/api/plans', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort()
  })
  await start.click()
  await therapist.page.getByRole('alert').getByText(/may have been done, or not.*look before you try again/).waitFor()
  await picture(therapist.page, 'lost-answer-laptop')
  await therapist.page.unroute('**/api/plans')
  expect(therapist.problems.splice(0)).toEqual([expect.stringContaining('ERR_FAILED')])
  await start.click()
  await therapist.page.waitForURL(/\/c\/.*\/plan/)
  const planId = planIn(therapist.page)
  const mine = await fetch(`${server.url}/api/plans`, { headers: { cookie: await server.signIn('hana') } })
  expect(((await mine.json()) as { plans: { id: string; childName: string }[] }).plans.filter(({ childName }) => childName === 'Amara')).toMatchObject([{ id: planId }])
  const link = await invite(therapist.page, planId, /^parent/i)
  await therapist.page.getByRole('img', { name: /code|qr/i }).first().waitFor()
  await picture(therapist.page, 'journey-5-invite-laptop')

  const mother = await sit({ size: phone })
  const startedAt = performance.now()
  await mother.page.goto(link)
  await mother.page.getByRole('textbox', { name: /your name/i }).waitFor()
  expect(await mother.page.locator('body').innerText()).not.toContain('Amara')
  expect(await mother.page.locator('input').count()).toBeLessThanOrEqual(4)
  await mother.page.getByRole('textbox', { name: /your name/i }).fill('Ife Okoro')
  await mother.page.getByRole('textbox', { name: /e-mail/i }).fill('ife@example.org')
  await mother.page.getByLabel(/password/i).fill('seven green umbrellas')
  await picture(mother.page, 'journey-5-join-phone')
  await mother.page.getByRole('button', { name: /^join/i }).click()
  for (const fact of [/your role/i, /who can read/i, /not an emergency line/i]) await mother.page.getByRole('heading', { name: fact }).waitFor()
  await picture(mother.page, 'journey-5-facts-phone')
  await openThePlan(mother.page)
  await mother.page.locator('header').getByText('Amara').waitFor()
  process.stdout.write(`the machine's share of the three minutes from invitation to plan: ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`)
  await picture(mother.page, 'journey-5-plan-phone')

  // The second child of the family: the same account, one tap.
  const second = await invite(therapist.page, planOf(server, 'plan-mateo'), /^parent/i)
  await mother.page.goto(second)
  const join = mother.page.getByRole('button', { name: /^join/i })
  await join.waitFor()
  expect(await mother.page.locator('input').count()).toBe(0)
  await join.click()
  await openThePlan(mother.page)
  await goals(mother.page).first().waitFor()
  await mother.page.goto('/children')
  for (const child of ['Amara', 'Mateo']) await mother.page.getByText(child, { exact: true }).first().waitFor()

  // An invitation works once.
  const stranger = await sit({ size: phone })
  await stranger.page.goto(second)
  await stranger.page.getByText(/already used/i).waitFor()
}, 180_000)

test('a grandparent joins on a phone, sees the plan and cannot change it', async () => {
  const link = await invite(therapist.page, planOf(server, 'plan-mateo'), /carer/i)
  const grandparent = await sit({ size: phone, colorScheme: 'dark' })
  await grandparent.page.goto(link)
  await grandparent.page.getByRole('textbox', { name: /your name/i }).fill('Rosa Ortega')
  await grandparent.page.getByRole('textbox', { name: /e-mail/i }).fill('rosa@example.org')
  await grandparent.page.getByLabel(/password/i).fill('seven green umbrellas')
  await grandparent.page.getByRole('button', { name: /^join/i }).click()
  await openThePlan(grandparent.page)
  await goals(grandparent.page).first().waitFor()
  expect(await goals(grandparent.page).first().getByRole('textbox').count()).toBe(0)
  await picture(grandparent.page, 'journey-5-grandparent-phone-dark')
}, 120_000)

test('[access] a parent ticks what school may see, and the teacher sees that and nothing else', async () => {
  const planId = planOf(server, 'plan-nell')
  const parent = await sit({ as: 'maeve', size: phone })
  const teacher = await sit({ as: 'idris', size: phone })
  const read = async () => {
    await teacher.page.goto(`/c/${planId}/plan`)
    await teacher.page.getByRole('heading', { name: 'Goals' }).waitFor()
    return teacher.page.locator('main h3').allInnerTexts()
  }
  const before = await read()
  expect(before.some((title) => title.includes('Star breathing'))).toBe(true)
  expect(before.some((title) => title.includes('Bed plan'))).toBe(false)

  await parent.page.goto(`/c/${planId}/people`)
  await parent.page.getByRole('button', { name: /more for idris/i }).click()
  await parent.page.getByRole('menuitem', { name: /what they can see/i }).click()
  await parent.page.getByRole('checkbox', { name: 'Bed plan' }).check({ force: true })
  await parent.page.getByRole('checkbox', { name: 'Star breathing' }).uncheck({ force: true })
  await picture(parent.page, 'journey-5-consent-phone')
  await parent.page.getByRole('button', { name: /share these/i }).click()
  await parent.page.getByRole('dialog').waitFor({ state: 'detached' })

  const after = await read()
  expect(after.some((title) => title.includes('Bed plan'))).toBe(true)
  expect(after.some((title) => title.includes('Star breathing'))).toBe(false)
  await picture(teacher.page, 'journey-5-teacher-phone')
}, 120_000)

test('nothing went wrong on any screen meanwhile', () => {
  // Asking who is signed in is answered with 401 before joining, and the used invitation with 410.
  expect(desks.flatMap(({ problems }) => problems).filter((problem) => !/401|410/.test(problem))).toEqual([])
})
