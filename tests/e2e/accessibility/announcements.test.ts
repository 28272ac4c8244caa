/** What screen readers are told: who comes, what others change, where a person has gone, and what stops them. And no more. */
import { expect, test, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { until } from '../../support/device.ts'
import { listenToLiveRegions, readTree, type Said } from '../../support/screen-reader.ts'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk(/status of 40|WebSocket/)
const goal = (page: Page, place: number) => page.locator('article[id^="goal-"]').nth(place).getByRole('textbox', { name: /^Goal \d+$/ })

async function openPlan(name: string, page?: Page): Promise<Page> {
  const { sit, of } = walk()
  const desk = page ?? (await sit(name))
  await desk.goto(of('plan-mateo', 'plan'))
  await desk.locator('[data-save-state="saved"]').waitFor()
  await goal(desk, 2).waitFor()
  return desk
}

async function goInto(page: Page, place: number): Promise<void> {
  await goal(page, place).click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.press('End')
}

/** Until it has been said that this person is here, so that it is not said in the middle of what comes next. Returns how much was said by then. */
async function isToldOf(said: () => Promise<Said[]>, name: string): Promise<number> {
  await until(async () => (await said()).some(({ words }) => words === `${name} is here`))
  return (await said()).length
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('those who come are said together, after three seconds and once in ten; nobody is said to leave', { timeout: 120_000 }, async () => {
  // Both have opened the plan before: a page that is fetched for the first time could come seconds after the other.
  const [hana, daniel] = await Promise.all([openPlan('hana'), openPlan('daniel')])
  await Promise.all([hana, daniel].map((page) => page.goto('/settings')))
  const reader = await openPlan('lucia')
  await reader.getByRole('button', { name: /^Here now/ }).waitFor({ state: 'detached' })
  const said = await listenToLiveRegions(reader)
  const cameAt = await reader.evaluate(() => performance.now())
  await Promise.all([openPlan('hana', hana), openPlan('daniel', daniel)])
  await until(async () => (await said()).length > 0)
  const [first] = await said()
  expect(first).toMatchObject({ role: 'status', words: 'Daniel Robles and Hana Lindqvist are here' })
  expect((first?.atMs ?? 0) - cameAt).toBeGreaterThan(3000)
  await daniel.close()
  const marisol = await openPlan('marisol')
  // Ten seconds after the first of them, and no sooner: on this clock less what it took to show the first.
  await vi.waitFor(async () => expect((await said()).length).toBeGreaterThan(1), { timeout: 30_000, interval: 50 })
  const [, second, ...more] = await said()
  expect(second?.words).toBe('Marisol Vega is here')
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThan(9000)
  expect(more).toEqual([])
  expect(await reader.locator('output, [role=status]').count()).toBe(1)
  await Promise.all([hana, marisol, reader].map((page) => page.close()))
})

test('what others change is said when they pause, where I am and nowhere else, or not at all, or kept in a list', { timeout: 180_000 }, async () => {
  const reader = await walk().sit('lucia')
  const said = await listenToLiveRegions(reader)
  const [writer] = await Promise.all([openPlan('hana'), openPlan('lucia', reader)])
  await goInto(reader, 0)
  const greetings = await isToldOf(said, 'Hana Lindqvist')
  await goInto(writer, 0)
  await writer.keyboard.type(' and agai', { delay: 150 })
  expect(await said()).toHaveLength(greetings)
  const lastKeyAt = await reader.evaluate(() => performance.now())
  await writer.keyboard.type('n')
  await until(async () => (await said()).length > greetings)
  const changes = (await said()).slice(greetings)
  expect(changes).toMatchObject([{ role: 'status', words: 'Hana Lindqvist changed goal 1' }])
  // By the clock of the reader's page: how fast this test asks says nothing.
  expect((changes[0]?.atMs ?? 0) - lastKeyAt).toBeGreaterThan(1900)

  // Their caret is for the eyes only.
  const tree = await readTree(reader)
  expect(tree.some(({ role }) => role === 'textbox')).toBe(true)
  expect(await reader.locator('.caret').first().getAttribute('aria-hidden')).toBe('true')
  expect(tree.filter(({ role, name }) => role === 'textbox' && name.includes('Lindqvist'))).toEqual([])

  await goInto(writer, 1)
  await writer.keyboard.type(' elsewhere')
  await pause(3500)
  expect(await said()).toHaveLength(greetings + 1)

  const choose = async (name: string) => {
    await reader.goto('/settings')
    await reader.getByRole('radio', { name }).check({ force: true })
    await openPlan('lucia', reader)
    await goInto(reader, 0)
    const before = await isToldOf(said, 'Hana Lindqvist')
    await goInto(writer, 0)
    return before
  }
  const before = await choose('Say nothing')
  await writer.keyboard.type(' and more')
  await pause(3500)
  expect(await said()).toHaveLength(before)

  await choose('Also keep a list')
  await goInto(writer, 1)
  await writer.keyboard.type(' too')
  const log = reader.getByRole('log', { name: 'Activity' })
  await log.getByText('Hana Lindqvist changed goal 2').waitFor()
  expect(await log.getAttribute('aria-live')).toBe('off')
  expect((await said()).map(({ words }) => words)).not.toContain('Hana Lindqvist changed goal 2')
  // F6 goes from region to region, and there.
  for (let i = 0; i < 8 && !(await reader.evaluate(() => document.activeElement?.getAttribute('aria-labelledby') === 'activity')); i += 1) await reader.keyboard.press('F6')
  expect(await reader.evaluate(() => document.activeElement?.getAttribute('aria-labelledby'))).toBe('activity')
  await Promise.all([reader, writer].map((page) => page.close()))
})

test('who goes to another page is at its heading, and the window has its title', async () => {
  const page = await openPlan('lucia')
  for (const [place, title] of [['Notes', 'Notes'], ['History', 'History'], ['People', 'People'], ['Settings', 'Settings'], ['Plan', 'Plan']] as const) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).press('Enter')
    await until(() => page.evaluate(() => document.activeElement?.tagName === 'H1'))
    expect(await page.title()).toBe(`${title} - Samepage`)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(title)
  }
  await page.goBack()
  await until(async () => (await page.title()) === 'Settings - Samepage')
  await page.close()
})

test('rights that change while somebody writes are told at once, as an alert', { timeout: 120_000 }, async () => {
  const { server, of } = walk()
  const reader = await openPlan('marisol')
  await goInto(reader, 2)
  const said = await listenToLiveRegions(reader)
  const lead = { 'cookie': await server.signIn('hana'), 'origin': server.url, 'content-type': 'application/json' }
  const team = `${server.url}/api/plans/${of('plan-mateo', 'x').split('/')[2]}/members`
  const { members } = (await (await fetch(team, { headers: lead })).json()) as { members: { id: string; name: string }[] }
  const { id } = members.find(({ name }) => name === 'Marisol Vega') ?? {}
  const answer = await fetch(`${team}/${id}`, { method: 'PATCH', headers: lead, body: JSON.stringify({ role: 'viewer' }) })
  expect(answer.status).toBeLessThan(300)
  await until(async () => (await said()).some(({ role }) => role === 'alert'))
})
