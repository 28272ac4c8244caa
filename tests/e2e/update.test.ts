/** A new version of the app: it interrupts nobody, comes when it is asked to or at the next start, and leaves no old files. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { builtClientDir } from '../../server/build-client.ts'
import { addNote, openHome, state, type Home } from '../devices/own-device.ts'
import type { TestPerson } from '../support/app.ts'
import { picture } from '../support/browser.ts'
import { until } from '../support/device.ts'

let home: Home
let parent: TestPerson
let clientDir: string
let planPath: string

/** The built app under another version: its page says so, and it has a file that the one before did not have. */
function serve(version: string): void {
  const page = readFileSync(join(builtClientDir, 'index.html'), 'utf8')
  const worker = readFileSync(join(builtClientDir, 'sw.js'), 'utf8')
  const [before] = /"version":"(\w+)"/.exec(worker)?.slice(1) ?? []
  if (before === undefined) throw new Error('sw.js names no version')
  writeFileSync(join(clientDir, 'index.html'), page.replace('<html ', `<html data-version="${version}" `))
  const files = `"/icon.svg","/assets/only-in-${version}.txt"`
  writeFileSync(join(clientDir, 'sw.js'), worker.replace(before, version).replace('"/icon.svg"', files))
  // Their compressed copies say what they said before.
  for (const name of ['index.html', 'sw.js']) for (const copy of ['br', 'gz']) rmSync(join(clientDir, `${name}.${copy}`), { force: true })
}

beforeAll(async () => {
  clientDir = mkdtempSync(join(tmpdir(), 'samepage-client-'))
  cpSync(builtClientDir, clientDir, { recursive: true })
  for (const version of ['aaaa', 'bbbb']) writeFileSync(join(clientDir, 'assets', `only-in-${version}.txt`), version)
  home = await openHome(clientDir)
  parent = await home.app.member(home.plan.planId, 'guardian', 'Maeve Orr')
  planPath = `/c/${home.plan.planId}/notes`
})
beforeEach(() => serve('aaaa'))
afterEach(() => home.tidy())
afterAll(async () => {
  await home?.close()
  rmSync(clientDir, { recursive: true, force: true })
})

const note = (page: Page) => page.getByText('A new version of Samepage is ready')
const version = (page: Page) => page.evaluate(() => document.documentElement.dataset.version)
const kept = (page: Page) => page.evaluate(() => caches.keys())

/** A page of version A that is answered by its service worker. */
async function openOld(device = home.newDevice()) {
  const desk = await home.start(device, parent)
  await desk.page.goto(planPath)
  await desk.page.getByRole('button', { name: /others use it too/i }).click()
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await desk.page.reload()
  await state(desk.page, 'saved')
  expect(await desk.page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
  expect(await kept(desk.page)).toEqual(['samepage-shell-aaaa'])
  return desk
}

/** Old files go at a start at which no tab is open; a browser goes on counting one for a moment after it is closed. */
async function startsWithoutOld(page: Page): Promise<void> {
  await until(async () => {
    await page.goto('about:blank')
    await page.goto(planPath)
    await state(page, 'saved')
    return (await kept(page)).join() === 'samepage-shell-bbbb'
  })
}

test('a new version says so quietly while somebody types, and loads when they press the button', async () => {
  const { context, page } = await openOld()
  const field = page.getByRole('textbox', { name: /what did you see/i })
  await field.fill('In the mid')
  serve('bbbb')
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await note(page).waitFor()
  await picture(page, 'new-version')
  await field.press('End')
  await page.keyboard.type('dle of a word.')
  expect(await version(page)).toBe('aaaa')
  expect(await field.inputValue()).toBe('In the middle of a word.')
  await page.getByRole('button', { name: /save note/i }).click()
  await state(page, 'saved')
  const other = await context.newPage()
  await other.goto(planPath)
  await state(other, 'saved')
  await addNote(other, 'Another tab.')

  await page.getByRole('button', { name: 'Load it now' }).click()
  await until(async () => (await version(page)) === 'bbbb')
  await state(page, 'saved')
  expect(await note(page).count()).toBe(0)
  // The other tab was not touched, and its files are there as long as it is open.
  await other.getByText('Another tab.').first().waitFor()
  expect(await other.evaluate(async () => (await fetch('/assets/only-in-aaaa.txt')).text())).toBe('aaaa')
  await other.close()
  await startsWithoutOld(page)
}, 120_000)

test('without the button it comes at the next start, and the old files are removed', async () => {
  const device = home.newDevice()
  const { context, page } = await openOld(device)
  serve('bbbb')
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await note(page).waitFor()
  await context.close()
  const again = await home.start(device, parent)
  await again.page.goto(planPath)
  await state(again.page, 'saved')
  expect(await version(again.page)).toBe('bbbb')
  await startsWithoutOld(again.page)
  expect(await note(again.page).count()).toBe(0)
  home.cable.cut()
  await again.page.goto('/sign-in')
  expect(await version(again.page)).toBe('bbbb')
}, 120_000)

test('the service worker keeps every built file, so that every page opens without a network', () => {
  const worker = readFileSync(join(builtClientDir, 'sw.js'), 'utf8')
  const names = readdirSync(join(builtClientDir, 'assets')).filter((name) => !/\.(?:br|gz)$/.test(name))
  expect(names.length).toBeGreaterThan(20)
  for (const name of names) expect(worker).toContain(`"/assets/${name}"`)
})
