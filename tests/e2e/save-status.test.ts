/** [S3] What the screen says about saving, in a real browser, with a cut socket and a disk that refuses to write. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type { SqliteDatabase } from '../../server/db/database.ts'
import { builtClientDir } from '../../server/build-client.ts'
import { sqliteLogStore } from '../../server/sync/sqlite-log.ts'
import { UpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, type TestApp, type TestPlan } from '../support/app.ts'
import { openCable, type Cable } from '../support/cable.ts'
import { openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { troubledLog, type TroubledLog } from '../support/failing-log.ts'
import { freePort } from '../support/free-port.ts'

let app: TestApp
let plan: TestPlan
let disk: TroubledLog
let browser: Browser
let desk: Desk
let cable: Cable

beforeAll(async () => {
  const port = await freePort()
  cable = await openCable(port)
  const url = `http://localhost:${cable.port}`
  app = await openTestApp('sqlite', {
    publicUrl: url,
    overrides: { clientDir: builtClientDir },
    openLog: (database) => {
      disk = troubledLog(sqliteLogStore(database as SqliteDatabase))
      return new UpdateLog(disk)
    },
  })
  await app.app.listen({ port, host: '127.0.0.1' })
  plan = await app.plan('Mika')
  const parent = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  browser = await openBrowser()
  desk = await sitDown(browser, { url, cookie: parent.cookie, size: phone })
  await desk.page.goto(`/c/${plan.planId}/plan`)
  await state(desk.page, 'saved')
  await desk.page.getByRole('button', { name: /add.*goal/i }).first().click()
  await desk.page.locator('.ProseMirror-focused').waitFor()
})
afterEach(() => {
  disk.fault = null
  disk.release()
  cable.mend()
})
afterAll(async () => {
  await browser?.close()
  await cable?.close()
  await app?.close()
})

const state = (page: Page, name: string): Promise<void> => page.locator(`[data-save-state="${name}"]`).first().waitFor()
const type = (words: string): Promise<void> => desk.page.keyboard.type(words)
const rows = (): number => disk.stored.length

test('[S3] it says Saving until the disk has the words, and then Saved', async () => {
  await state(desk.page, 'saved')
  disk.hold()
  const before = rows()
  await type('Asks')
  await state(desk.page, 'saving')
  expect(rows()).toBe(before)
  await picture(desk.page, 'save-saving')
  disk.release()
  await state(desk.page, 'saved')
  expect(rows()).toBeGreaterThan(before)
  await picture(desk.page, 'save-saved')
})

test('[S3] a device that knows it is offline says so at once', async () => {
  await desk.context.setOffline(true)
  await state(desk.page, 'device-only')
  expect(await desk.page.getByText('You are offline').first().textContent()).toContain('offline')
  await desk.context.setOffline(false)
  await state(desk.page, 'saved')
})

test('[S3] with the cable cut it says how many changes are on this device only, and they are sent later', async () => {
  cable.cut()
  const before = rows()
  await type(' for')
  await state(desk.page, 'device-only')
  await desk.page.getByText(/waiting/).first().waitFor()
  await picture(desk.page, 'save-offline')
  expect(rows()).toBe(before)
  cable.mend()
  await state(desk.page, 'saved')
  expect(rows()).toBeGreaterThan(before)
})

test('[S3] [S4] when the log refuses to write it says that it cannot save, and why; the words are stored when the fault ends', async () => {
  const before = rows()
  disk.fault = new Error('disk full')
  await type(' help')
  await state(desk.page, 'cannot-save')
  await desk.page.getByText('storage-unavailable').first().waitFor()
  await picture(desk.page, 'save-cannot')
  expect(rows()).toBe(before)
  disk.fault = null
  await state(desk.page, 'saved')
  expect(rows()).toBeGreaterThan(before)
  await desk.page.reload()
  await desk.page.getByText('Asks for help').first().waitFor()
})

test('a click in the browser\'s console or a broken page would show here', () => {
  expect(desk.problems.filter((problem) => !/WebSocket|ERR_/.test(problem))).toEqual([])
})
