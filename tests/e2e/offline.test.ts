/** A person's own device without a network, a browser that is killed, signing out, and a device that others use too. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { addNote, count, filesWith, killBrowser, makeOwn, openHome, state, type Home } from '../devices/own-device.ts'
import { testPassword, type TestPerson, type TestPlan } from '../support/app.ts'
import { picture } from '../support/browser.ts'
import { until } from '../support/device.ts'

let home: Home
let plan: TestPlan
let parent: TestPerson

beforeAll(async () => {
  home = await openHome()
  plan = home.plan
  parent = await home.app.member(plan.planId, 'guardian', 'Maeve Orr')
})
afterEach(() => home.tidy())
afterAll(() => home?.close())

const answer = async (page: Page, words: RegExp): Promise<void> => {
  await page.getByRole('button', { name: words }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

test('a note written without a network survives the death of the browser, and reaches the server when the network is back', async () => {
  const device = home.newDevice()
  const words = 'Hid under the table when the bell rang.'
  const { page } = await home.start(device, parent)
  await makeOwn(page, plan.planId)

  home.cable.cut()
  await state(page, 'device-only')
  const before = await count(page, 'rows')
  await addNote(page, words)
  await page.getByText('1 waiting').first().waitFor()
  await until(async () => (await count(page, 'rows')) > before)
  killBrowser(device)

  const again = await home.start(device, parent)
  await again.page.goto(`/c/${plan.planId}/notes`)
  await again.page.getByText(words).first().waitFor()
  await state(again.page, 'device-only')
  await again.page.getByText('1 waiting').first().waitFor()
  await again.page.getByText('This is the plan as of').first().waitFor()
  await again.page.getByText('Maeve Orr').first().waitFor()
  await picture(again.page, 'offline-after-kill')
  expect(await home.noteWords()).not.toContain(words)

  // It goes on: the plan opens too, and takes another note.
  await again.page.getByRole('link', { name: 'Plan' }).first().click()
  await again.page.getByRole('heading', { name: /plan for mika/i }).waitFor()
  await again.page.getByRole('link', { name: 'Notes' }).first().click()
  await addNote(again.page, 'And once more at home.')
  await again.page.getByText('2 waiting').first().waitFor()

  home.cable.mend()
  await state(again.page, 'saved')
  await until(async () => (await home.noteWords()).includes(words))
  expect(await home.noteWords()).toContain('And once more at home.')

  // Once the server has it, a later start knows.
  await again.page.reload()
  await state(again.page, 'saved')
  expect(filesWith(device, words)).toEqual([])
}, 90_000)

test('a note written without a network is sent from the list of children too, where no plan is open', async () => {
  const { lead } = plan
  const device = home.newDevice()
  const words = 'Called the school about the bell.'
  const { context, page } = await home.start(device, lead)
  await makeOwn(page, plan.planId)
  home.cable.cut()
  await state(page, 'device-only')
  const before = await count(page, 'rows')
  await addNote(page, words)
  await until(async () => (await count(page, 'rows')) > before)
  await context.close()
  expect(await home.noteWords()).not.toContain(words)

  home.cable.mend()
  const again = await home.start(device, lead)
  await again.page.goto('/children')
  await again.page.getByRole('heading', { name: 'Children' }).waitFor()
  await until(async () => (await home.noteWords()).includes(words))
}, 60_000)

test('signing out without a network asks first, leaves nothing on the device, and the server is told later', async () => {
  const device = home.newDevice()
  const words = 'Only for this device, never sent.'
  const { context, page } = await home.start(device, parent)
  await makeOwn(page, plan.planId)
  const other = await context.newPage()
  await other.goto(`/c/${plan.planId}/plan`)
  await state(other, 'saved')
  home.cable.cut()
  await state(page, 'device-only')
  await addNote(page, words)
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByRole('button', { name: /sign out/i }).click()
  await page.getByText('1 change is not sent yet').waitFor()
  await picture(page, 'sign-out-with-unsent')
  await page.getByRole('button', { name: /lose them/i }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await other.getByRole('heading', { name: 'Sign in' }).waitFor()

  await page.goto(`/c/${plan.planId}/notes`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([])
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual(['samepage.signing-out'])

  home.cable.mend()
  await page.goto(`/c/${plan.planId}/notes`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await until(() => page.evaluate(() => Object.keys(localStorage).length === 0))
  expect((await home.app.ask(parent, 'GET', '/api/me')).statusCode).toBe(401)
}, 120_000)

test('who is taken out of the care team keeps no copy; a sign-in that ended elsewhere shuts it', async () => {
  const carer = await home.app.member(plan.planId, 'caregiver', 'Rosa Orr')
  const { page } = await home.start(home.newDevice(), carer)
  await makeOwn(page, plan.planId)
  const keys = await count(page, 'keys')
  expect(keys).toBeGreaterThan(2)

  await home.act(carer, 'POST', '/api/auth/sign-out', {})
  await state(page, 'cannot-save')
  await until(async () => (await count(page, 'keys')) === 0 && (await count(page, 'answers')) === 0)
  expect(await count(page, 'copies')).toBe(3)

  await page.locator('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('textbox', { name: /e-mail/i }).fill(carer.email)
  await page.getByLabel(/password/i).fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await state(page, 'saved')
  await until(async () => (await count(page, 'keys')) === keys)

  await home.act(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${carer.memberId}`)
  await page.getByText(/not shared with you|nothing here/i).first().waitFor()
  // Only the key that this browser made for answers is left, and the answer that says who is signed in.
  await until(async () => (await count(page, 'keys')) === 1 && (await count(page, 'copies')) === 0 && (await count(page, 'rows')) === 0)
}, 120_000)

test('who opens the app after the sign-in ended elsewhere signs in first, though the device still knows who they are', async () => {
  const person = await home.app.member(plan.planId, 'guardian', 'Ida Orr')
  const { page } = await home.start(home.newDevice(), person)
  await makeOwn(page, plan.planId)
  await page.goto('/today')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goto('about:blank')
  await home.act(person, 'POST', '/api/auth/sign-out', {})
  await page.goto('/today')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(new URL(page.url()).search).toBe('?to=%2Ftoday')
}, 120_000)

test('a device that others use too keeps nothing when it is closed', async () => {
  const device = home.newDevice()
  const words = 'Slept badly before the visit.'
  const other = await home.app.member(plan.planId, 'guardian', 'Jo Orr')
  const { context, page } = await home.start(device, other)
  await page.goto(`/c/${plan.planId}/notes`)
  await answer(page, /others use it too/i)
  await addNote(page, words)
  await state(page, 'saved')
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  expect(await page.evaluate(() => [Object.keys(localStorage), Object.keys(sessionStorage)])).toEqual([['samepage.device'], []])
  await context.close()
  expect(filesWith(device, words)).toEqual([])
  expect(filesWith(device, 'Jo Orr')).toEqual([])
  // What is looked for here is found where it is.
  expect(filesWith(device, 'samepage.device')).not.toEqual([])
}, 120_000)

test('signing out in one tab closes the others, and the server ends the sign-in', async () => {
  const person = await home.app.member(plan.planId, 'guardian', 'Nia Orr')
  const { context, page } = await home.start(home.newDevice(), person)
  await makeOwn(page, plan.planId)
  const others = [await context.newPage(), await context.newPage()]
  for (const [i, path] of ['plan', 'notes'].entries()) {
    await others[i]?.goto(`/c/${plan.planId}/${path}`)
    await state(others[i] as Page, 'saved')
  }
  await page.goto('/settings')
  await page.getByRole('button', { name: /sign out/i }).click()
  for (const each of [page, ...others]) await each.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([])
  expect((await home.app.ask(person, 'GET', '/api/me')).statusCode).toBe(401)
}, 120_000)

test('14 days without the server: the copy does not open any more, and the network brings it back with its words', async () => {
  const person = await home.app.member(plan.planId, 'guardian', 'Lena Orr')
  const device = home.newDevice()
  const words = 'Counted to ten before the stairs.'
  const { context, page } = await home.start(device, person)
  await makeOwn(page, plan.planId)
  home.cable.cut()
  await state(page, 'device-only')
  const rows = await count(page, 'rows')
  await addNote(page, words)
  await page.getByText('1 waiting').first().waitFor()
  await until(async () => (await count(page, 'rows')) > rows)
  await context.close()

  const inDays = async (days: number) => {
    const desk = await home.start(device, person)
    await desk.page.clock.install({ time: Date.now() + days * 86_400_000 })
    await desk.page.goto(`/c/${plan.planId}/notes`)
    return desk
  }
  const before = await inDays(13.9)
  await before.page.getByText(words).first().waitFor()
  await before.context.close()

  const after = await inDays(14.1)
  await after.page.getByText('The server could not be reached').waitFor()
  expect(await after.page.locator('body').innerText()).not.toMatch(/Counted|Mika|Lena/)
  await until(async () => (await count(after.page, 'keys')) === 0)
  expect(await count(after.page, 'copies')).toBe(4)
  home.cable.mend()
  await after.page.reload()
  await after.page.getByText(words).first().waitFor()
  await state(after.page, 'saved')
  await until(async () => (await home.noteWords()).includes(words))
}, 90_000)

test('a full disk is told, and nothing is said to be kept that is not', async () => {
  const person = await home.app.member(plan.planId, 'guardian', 'Finn Orr')
  const { context, page } = await home.start(home.newDevice(), person)
  await makeOwn(page, plan.planId)
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: home.url, quotaSize: 1 })
  // The browser reckons with the room that it found when the database was opened, for as long as it is used.
  const isFull = async () => {
    await page.goto(`/c/${plan.planId}/notes`)
    await state(page, 'saved')
    const notice = page.getByText('This device takes no more words').first()
    if (await notice.waitFor({ timeout: 5000 }).then(() => true, () => false)) return
    await page.goto('about:blank')
    throw new Error('there is room still')
  }
  await page.goto('about:blank')
  await vi.waitFor(isFull, { timeout: 90_000, interval: 4000 })
  await page.getByText('What said “Saved” is safe on the server').first().waitFor()
  home.cable.cut()
  await page.getByText('keep this page open').first().waitFor()
  await addNote(page, 'No room for this.')
  await page.getByText('1 waiting').first().waitFor()
  expect(await page.getByText('your words are kept on this device').count()).toBe(0)
  await picture(page, 'device-full')
  home.cable.mend()
  await state(page, 'saved')
  await until(async () => (await home.noteWords()).includes('No room for this.'))
}, 180_000)

test('a browser that has cleared the copy, or keeps none, is told of in plain words', async () => {
  const person = await home.app.member(plan.planId, 'guardian', 'Ida Orr')
  const { context, page } = await home.start(home.newDevice(), person)
  await page.addInitScript(() => {
    const { storage } = navigator
    const persist = storage.persist.bind(storage)
    storage.persist = () => {
      document.documentElement.dataset.asked = 'yes'
      return persist()
    }
  })
  await page.goto(`/c/${plan.planId}/notes`)
  await page.getByRole('button', { name: /yes, it is mine/i }).waitFor()
  const hasAsked = () => page.evaluate(() => document.documentElement.dataset.asked === 'yes')
  expect(await hasAsked()).toBe(false)
  await page.getByRole('button', { name: /yes, it is mine/i }).click()
  await page.getByText(/this browser may remove the copy/i).waitFor()
  expect(await hasAsked()).toBe(true)
  await answer(page, /^ok$/i)
  await until(async () => (await count(page, 'copies')) === 4)

  const devtools = await context.newCDPSession(page)
  await page.goto('/icon.svg')
  await devtools.send('Storage.clearDataForOrigin', { origin: home.url, storageTypes: 'indexeddb' })
  await page.goto(`/c/${plan.planId}/notes`)
  await page.getByText('This browser has removed the copy from this device').waitFor()
  await picture(page, 'device-removed')
  await until(async () => (await count(page, 'copies')) === 4)
  await page.reload()
  await state(page, 'saved')
  expect(await page.getByText('This browser has removed the copy').count()).toBe(0)

  // What the settings need must be on the device before the cable is cut.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.addInitScript(() => {
    indexedDB.open = () => {
      throw new DOMException('not in a private window', 'InvalidStateError')
    }
  })
  await page.reload()
  await page.getByText('This browser keeps no copy on this device').waitFor()
  await state(page, 'saved')
  home.cable.cut()
  await page.getByText('keep this page open').first().waitFor()
  expect(await page.getByText('your words are kept on this device').count()).toBe(0)
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByText('This browser keeps no copy on this device').first().waitFor()
  expect(await page.getByRole('button', { name: 'Set a PIN' }).count()).toBe(0)
}, 120_000)
