/** A person's own device without a network, a browser that is killed, signing out, and a device that others use too. */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import type { PlanContent } from '#shared/plan/api.ts'
import { builtClientDir } from '../../server/build-client.ts'
import { openTestApp, testPassword, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { bringCookie, laptop, openOwnBrowser, openPage, picture, type Desk } from '../support/browser.ts'
import { openCable, type Cable } from '../support/cable.ts'
import { until } from '../support/device.ts'
import { freePort } from '../support/free-port.ts'

let app: TestApp
let plan: TestPlan
let parent: TestPerson
let cable: Cable
let url: string
const folders: string[] = []
const open: BrowserContext[] = []

beforeAll(async () => {
  const port = await freePort()
  cable = await openCable(port)
  url = `http://localhost:${cable.port}`
  app = await openTestApp('sqlite', { publicUrl: url, overrides: { clientDir: builtClientDir } })
  await app.app.listen({ port, host: '127.0.0.1' })
  plan = await app.plan('Mika')
  parent = await app.member(plan.planId, 'guardian', 'Maeve Orr')
})
afterEach(async () => {
  cable.mend()
  await Promise.all(open.splice(0).map((context) => context.close().catch(() => undefined)))
})
afterAll(async () => {
  await cable?.close()
  await app?.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A device with a browser that was never used. */
function newDevice(): string {
  const folder = mkdtempSync(join(tmpdir(), 'samepage-device-'))
  folders.push(folder)
  return folder
}

/** Starts the browser of a device. The sign-in is brought along: browsers write cookies to disk every half minute only. */
async function start(folder: string, person: TestPerson): Promise<Desk> {
  const context = await openOwnBrowser(folder, { url, size: laptop })
  open.push(context)
  await bringCookie(context, url, person.cookie)
  return openPage(context)
}

/** kill -9: the lock of a browser's folder names its process. */
const kill = (folder: string): boolean => process.kill(Number(readlinkSync(join(folder, 'SingletonLock')).split('-').at(-1)), 'SIGKILL')

const state = (page: Page, name: string): Promise<void> => page.locator(`[data-save-state="${name}"]`).first().waitFor({ timeout: 20_000 })
const noteWords = async () =>
  (await app.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>().entries.map((entry) => entry.text)

const answer = async (page: Page, words: RegExp): Promise<void> => {
  await page.getByRole('button', { name: words }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Says that this is the person's own device, and waits until it could be carried off. */
async function makeOwn(page: Page): Promise<void> {
  await page.goto(`/c/${plan.planId}/notes`)
  await page.getByRole('button', { name: /yes, it is mine/i }).waitFor()
  await picture(page, 'device-question')
  await page.getByRole('button', { name: /yes, it is mine/i }).click()
  await page.getByText(/this browser may remove the copy/i).waitFor()
  await answer(page, /^ok$/i)
  await state(page, 'saved')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await until(async () => (await count(page, 'copies')) === 2 && (await count(page, 'answers')) >= 4)
}

const count = (page: Page, store: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('samepage')
        opening.addEventListener('error', () => reject(new Error('no database')))
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction(name).objectStore(name).count()
          counting.addEventListener('success', () => {
            opening.result.close()
            resolve(counting.result)
          })
        })
      }),
    store,
  )

async function addNote(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: /what did you see/i }).fill(words)
  await page.getByRole('button', { name: /save note/i }).click()
  await page.locator('article', { hasText: words }).or(page.getByText(words)).first().waitFor()
}

/** The files of a device in which these words are, spelled as browsers do. */
function filesWith(folder: string, words: string): string[] {
  const spellings = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le')]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file)
      return spellings.some((spelling) => content.includes(spelling))
    })
}

test('a note written without a network survives the death of the browser, and reaches the server when the network is back', async () => {
  const device = newDevice()
  const words = 'Hid under the table when the bell rang.'
  const { page } = await start(device, parent)
  await makeOwn(page)

  cable.cut()
  await state(page, 'device-only')
  const before = await count(page, 'rows')
  await addNote(page, words)
  await page.getByText('1 waiting').first().waitFor()
  await until(async () => (await count(page, 'rows')) > before)
  kill(device)

  const again = await start(device, parent)
  await again.page.goto(`/c/${plan.planId}/notes`)
  await again.page.getByText(words).first().waitFor()
  await state(again.page, 'device-only')
  await again.page.getByText('1 waiting').first().waitFor()
  await again.page.getByText('This is the plan as of').first().waitFor()
  await again.page.getByText('Maeve Orr').first().waitFor()
  await picture(again.page, 'offline-after-kill')
  expect(await noteWords()).not.toContain(words)

  // It goes on: the plan opens too, and takes another note.
  await again.page.getByRole('link', { name: 'Plan' }).first().click()
  await again.page.getByRole('heading', { name: /plan for mika/i }).waitFor()
  await again.page.getByRole('link', { name: 'Notes' }).first().click()
  await addNote(again.page, 'And once more at home.')
  await again.page.getByText('2 waiting').first().waitFor()

  cable.mend()
  await state(again.page, 'saved')
  await until(async () => (await noteWords()).includes(words))
  expect(await noteWords()).toContain('And once more at home.')

  // Once the server has it, a later start knows.
  await again.page.reload()
  await state(again.page, 'saved')
  expect(filesWith(device, words)).toEqual([])
}, 90_000)

test('signing out without a network asks first, leaves nothing on the device, and the server is told later', async () => {
  const device = newDevice()
  const words = 'Only for this device, never sent.'
  const { context, page } = await start(device, parent)
  await makeOwn(page)
  const other = await context.newPage()
  await other.goto(`/c/${plan.planId}/plan`)
  await state(other, 'saved')
  cable.cut()
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

  cable.mend()
  await page.goto(`/c/${plan.planId}/notes`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await until(() => page.evaluate(() => Object.keys(localStorage).length === 0))
  expect((await app.ask(parent, 'GET', '/api/me')).statusCode).toBe(401)
}, 60_000)

test('who is taken out of the care team keeps no copy; a sign-in that ended elsewhere shuts it', async () => {
  const carer = await app.member(plan.planId, 'caregiver', 'Rosa Orr')
  const { page } = await start(newDevice(), carer)
  await makeOwn(page)
  const keys = await count(page, 'keys')
  expect(keys).toBeGreaterThan(2)

  const elsewhere = { method: 'POST', url: '/api/auth/sign-out', headers: { origin: url, cookie: carer.cookie }, payload: {} } as const
  expect((await app.app.inject(elsewhere)).statusCode).toBe(200)
  await state(page, 'cannot-save')
  await until(async () => (await count(page, 'keys')) === 0 && (await count(page, 'answers')) === 0)
  expect(await count(page, 'copies')).toBe(2)

  await page.locator('main').getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('textbox', { name: /e-mail/i }).fill(carer.email)
  await page.getByLabel(/password/i).fill(testPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await state(page, 'saved')
  await until(async () => (await count(page, 'keys')) === keys)

  const removed = await app.app.inject({
    method: 'DELETE', url: `/api/plans/${plan.planId}/members/${carer.memberId}`, headers: { origin: url, cookie: plan.lead.cookie },
  })
  expect(removed.statusCode).toBeLessThan(300)
  await page.getByText(/not shared with you|nothing here/i).first().waitFor()
  // Only the key that this browser made for answers is left, and the answer that says who is signed in.
  await until(async () => (await count(page, 'keys')) === 1 && (await count(page, 'copies')) === 0 && (await count(page, 'rows')) === 0)
}, 60_000)

test('a device that others use too keeps nothing when it is closed', async () => {
  const device = newDevice()
  const words = 'Slept badly before the visit.'
  const other = await app.member(plan.planId, 'guardian', 'Jo Orr')
  const { context, page } = await start(device, other)
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
}, 60_000)
