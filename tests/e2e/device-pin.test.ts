/** A PIN for the copy on a person's own device: nothing shows without it, and forgetting it costs only what was never sent. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { addNote, count, makeOwn, openHome, state, type Home } from '../devices/own-device.ts'
import { testPassword, type TestPerson } from '../support/app.ts'
import { axeViolations } from '../support/barriers.ts'
import { phone, picture, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'

const pin = '493817'
let home: Home
let parent: TestPerson

beforeAll(async () => {
  home = await openHome()
  parent = await home.app.member(home.plan.planId, 'guardian', 'Maeve Orr')
})
afterEach(() => home.tidy())
afterAll(() => home?.close())

const notesPath = () => `/c/${home.plan.planId}/notes`
const locked = (page: Page) => page.getByRole('heading', { name: 'Samepage is locked' })
const pinField = (page: Page) => page.getByLabel('Your PIN for this device')

const hasFocus = (place: Locator) => place.evaluate((element) => element === document.activeElement)

async function tryPin(page: Page, words: string): Promise<void> {
  await pinField(page).fill(words)
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}

/** An own device with a PIN and a note that the server has. */
async function deviceWithPin(device = home.newDevice()): Promise<Desk> {
  const desk = await home.start(device, parent, phone)
  await makeOwn(desk.page, home.plan.planId)
  await addNote(desk.page, 'Laughed at the bus.')
  await state(desk.page, 'saved')
  await desk.page.getByRole('link', { name: 'Settings' }).first().click()
  await desk.page.getByRole('button', { name: 'Set a PIN' }).click()
  await desk.page.getByLabel('New PIN', { exact: true }).fill(pin)
  await desk.page.getByLabel('New PIN once more').fill(pin)
  await picture(desk.page, 'pin-set')
  await desk.page.getByRole('button', { name: 'Set the PIN' }).click()
  await desk.page.getByRole('button', { name: 'Change the PIN' }).waitFor()
  await until(() => hasFocus(desk.page.getByRole('heading', { name: 'A PIN for the copy' })))
  return desk
}

test('with a PIN the app asks before it shows anything, with and without a network, and opens the copy with it', async () => {
  const device = home.newDevice()
  const { context, page } = await deviceWithPin(device)
  expect(await axeViolations(page)).toEqual([])
  // What is on the disk opens nothing: no key lies there as it is.
  const lying = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('samepage')
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('keys').objectStore('keys').getAll()
          const kindOf = (row: { key: unknown }) => Object.prototype.toString.call(row.key)
          asking.addEventListener('success', () => resolve(asking.result.map(kindOf)))
        })
      }),
  )
  expect(lying.length).toBeGreaterThan(2)
  expect(new Set(lying)).toEqual(new Set(['[object Object]']))
  // The plan goes on in this tab.
  await page.goto(notesPath())
  await locked(page).waitFor()
  await tryPin(page, pin)
  await page.getByText('Laughed at the bus.').first().waitFor()
  await state(page, 'saved')
  await context.close()

  home.cable.cut()
  const again = await home.start(device, parent, phone)
  await again.page.goto(notesPath())
  await locked(again.page).waitFor()
  await until(() => hasFocus(pinField(again.page)))
  expect(await pinField(again.page).getAttribute('inputmode')).toBe('numeric')
  await picture(again.page, 'unlock-phone')
  expect(await axeViolations(again.page)).toEqual([])
  expect(await again.page.locator('body').innerText()).not.toMatch(/Mika|Laughed|Maeve/)
  await tryPin(again.page, '493818')
  await again.page.getByText('That is not the PIN').waitFor()
  await until(() => hasFocus(pinField(again.page)))
  await picture(again.page, 'unlock-wrong')
  await tryPin(again.page, ` ${pin} `)
  await again.page.getByText('Laughed at the bus.').first().waitFor()
  await again.page.getByText('This is the plan as of').first().waitFor()
  await addNote(again.page, 'Asked for the bus again.')
  await again.page.getByText('1 waiting').first().waitFor()
  home.cable.mend()
  await state(again.page, 'saved')
  await until(async () => (await home.noteWords()).includes('Asked for the bus again.'))
}, 180_000)

test('after five wrong PINs there is a pause, also for who closes the page', async () => {
  const { page } = await deviceWithPin()
  await page.clock.install()
  await page.reload()
  for (let i = 0; i < 5; i += 1) {
    await locked(page).waitFor()
    await tryPin(page, `wrong ${i}`)
    await page.getByText('That is not the PIN').waitFor()
  }
  // Counted down: each number stands for a second only.
  await page.getByText(/wait (30|2\d) seconds/i).waitFor()
  expect(await page.getByRole('button', { name: 'Open', exact: true }).isDisabled()).toBe(true)
  await picture(page, 'unlock-pause')
  await page.reload()
  await page.getByText(/wait (30|[12]\d) seconds/i).waitFor()
  await page.clock.fastForward(31_000)
  await tryPin(page, 'wrong again')
  await page.getByText(/wait (60|5\d) seconds/i).waitFor()
  await page.clock.fastForward(61_000)
  await tryPin(page, pin)
  await page.getByRole('button', { name: 'Change the PIN' }).waitFor()
}, 180_000)

test('who forgot the PIN removes the copy, is told what is lost with it, and signs in anew', async () => {
  const { page } = await deviceWithPin()
  home.cable.cut()
  await page.goto(notesPath())
  await tryPin(page, pin)
  await state(page, 'device-only')
  const rows = await count(page, 'rows')
  await addNote(page, 'Never sent.')
  await page.getByText('1 waiting').first().waitFor()
  // On the disk of the device, and not in this page only.
  await until(async () => (await count(page, 'rows')) > rows)
  await page.reload()
  await page.getByRole('button', { name: 'I forgot my PIN' }).click()
  await page.getByText('1 change was not sent yet').waitFor()
  await picture(page, 'unlock-forgot')
  // The window fades in: until then its colours are not those that are meant.
  await until(() => page.evaluate(() => document.getAnimations().every(({ playState }) => playState !== 'running')))
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Remove the copy' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
  home.cable.mend()
  await page.goto(notesPath())
  await page.getByRole('textbox', { name: /e-mail/i }).fill(parent.email)
  await page.getByLabel(/password/i).fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Laughed at the bus.').first().waitFor()
  expect(await home.noteWords()).not.toContain('Never sent.')
  parent = { ...parent, cookie: await cookieOf(page) }
}, 180_000)

test('the PIN is changed and removed by who knows it; other tabs ask for it as soon as it is set', async () => {
  const desk = await home.start(home.newDevice(), parent, phone)
  const { context, page } = desk
  await makeOwn(page, home.plan.planId)
  const other = await context.newPage()
  await other.goto(notesPath())
  await state(other, 'saved')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Set a PIN' }).click()
  for (const [easy, why] of [['12345', /6 digits or letters/], ['123456', /too easy/], ['777777', /too easy/]] as const) {
    await page.getByLabel('New PIN', { exact: true }).fill(easy)
    await page.getByLabel('New PIN once more').fill(easy)
    await page.getByRole('button', { name: 'Set the PIN' }).click()
    await page.getByText(why).waitFor()
  }
  expect(await axeViolations(page)).toEqual([])
  for (const label of ['New PIN', 'New PIN once more']) await page.getByLabel(label, { exact: true }).fill('our blue boat')
  await page.getByRole('button', { name: 'Set the PIN' }).click()
  await locked(other).waitFor()
  await other.close()

  await page.getByRole('button', { name: 'Change the PIN' }).click()
  await page.getByLabel('Your PIN now').fill('our red boat')
  for (const label of ['New PIN', 'New PIN once more']) await page.getByLabel(label, { exact: true }).fill(pin)
  await page.getByRole('dialog').getByRole('button', { name: 'Change the PIN' }).click()
  await page.getByText('That is not the PIN').waitFor()
  await page.getByLabel('Your PIN now').fill('our blue boat')
  await page.getByRole('dialog').getByRole('button', { name: 'Change the PIN' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.reload()
  await tryPin(page, 'our blue boat')
  await page.getByText('That is not the PIN').waitFor()
  await tryPin(page, pin)

  await page.getByRole('button', { name: 'Remove the PIN' }).click()
  await page.getByLabel('Your PIN now').fill(pin)
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the PIN' }).click()
  await page.getByRole('button', { name: 'Set a PIN' }).waitFor()
  home.cable.cut()
  await page.goto(notesPath())
  await page.getByText('Laughed at the bus.').first().waitFor()
}, 180_000)

test('a page that was out of sight for 15 minutes is locked again', async () => {
  const { page } = await deviceWithPin()
  await page.clock.install()
  await page.goto(notesPath())
  await tryPin(page, pin)
  await state(page, 'saved')
  const setHidden = (isHidden: boolean) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
      document.dispatchEvent(new Event('visibilitychange'))
    }, isHidden)
  await setHidden(true)
  await page.clock.fastForward(14 * 60_000)
  await setHidden(false)
  await page.getByText('Laughed at the bus.').first().waitFor()
  await setHidden(true)
  await page.clock.fastForward(15 * 60_000 + 1000)
  await locked(page).waitFor()
  expect(await page.locator('body').innerText()).not.toContain('Laughed')
}, 120_000)

test('the screen lock of the device opens it too, where the device can do that', async () => {
  const { context, page } = await deviceWithPin()
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasUserVerification: true, isUserVerified: true,
      hasPrf: true, automaticPresenceSimulation: true,
    },
  })
  await page.goto('/settings')
  await tryPin(page, pin)
  await page.getByRole('button', { name: 'Use the screen lock too' }).click()
  await page.getByLabel('Your PIN now').fill(pin)
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('button', { name: 'Stop using the screen lock' }).waitFor()
  await page.goto(notesPath())
  await locked(page).waitFor()
  await picture(page, 'unlock-screen-lock')
  await page.getByRole('button', { name: 'Use the screen lock' }).click()
  await page.getByText('Laughed at the bus.').first().waitFor()
  await state(page, 'saved')

  await page.goto('/settings')
  await page.getByRole('button', { name: 'Use the screen lock' }).click()
  await page.getByRole('button', { name: 'Stop using the screen lock' }).click()
  await page.getByRole('button', { name: 'Use the screen lock too' }).waitFor()
  await page.reload()
  await locked(page).waitFor()
  expect(await page.getByRole('button', { name: 'Use the screen lock' }).count()).toBe(0)
  expect(await count(page, 'lock')).toBe(1)
}, 120_000)

const cookieOf = async (page: Page): Promise<string> =>
  (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
