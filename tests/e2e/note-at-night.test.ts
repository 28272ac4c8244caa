/** Journey 2: a note at 2 am, on a phone without a network, that survives the death of the app [S3] [S4]. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { filesWith, killBrowser, makeOwn, openHome, state, type Home } from '../devices/own-device.ts'
import type { ArrivalList } from '#shared/version/api.ts'
import type { TestPerson } from '../support/app.ts'
import { laptop, openBrowser, phone, picture, sitDown } from '../support/browser.ts'
import { until } from '../support/device.ts'

let home: Home
let parent: TestPerson & { memberId: string }

beforeAll(async () => {
  home = await openHome()
  parent = await home.app.member(home.plan.planId, 'guardian', 'Maeve Orr')
})
afterEach(() => home.tidy())
afterAll(() => home?.close())

const words = 'Woke at ten past two, asked for the blue blanket all by himself.'

/** Presses something and counts it. */
const tapper = (page: Page) => {
  let taps = 0
  return {
    tap: async (name: string | RegExp, role: 'button' | 'radio' = 'button') => {
      taps += 1
      await page.getByRole(role, { name }).first().click()
    },
    get taps() {
      return taps
    },
  }
}

/** How many bytes the note that is not saved yet takes on the device's disk, sealed as it is; 0 while there is none. */
const draftBytes = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('samepage')
        opening.addEventListener('error', () => reject(new Error('no database')))
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('answers').objectStore('answers').getAll(IDBKeyRange.bound('draft/', 'draft/\uffff'))
          asking.addEventListener('success', () => {
            opening.result.close()
            resolve((asking.result as { sealed: ArrayBuffer }[])[0]?.sealed.byteLength ?? 0)
          })
        })
      }),
  )

test('a note at 2 am: cold start without a network, three taps and the words, and it is never said to be saved before it is', async () => {
  const device = home.newDevice()
  const evening = await home.start(device, parent, phone)
  await makeOwn(evening.page, home.plan.planId)
  await evening.context.close()

  // Night: no network from the start on. The picture on the home screen opens this address.
  home.cable.cut()
  const { page } = await home.start(device, parent, phone)
  const hand = tapper(page)
  await page.goto('/today?add')
  const text = page.getByRole('textbox', { name: /what did you see/i })
  await text.waitFor()
  // The keyboard is there without a tap.
  await until(() => text.evaluate((box) => box === document.activeElement))
  await page.keyboard.type(words)
  await hand.tap('Sleep', 'radio')
  await hand.tap('4, Very hard', 'radio')
  await page.getByText('it is kept on this device and sent later').waitFor()
  await picture(page, 'night-note')
  await hand.tap('Save note')
  expect(hand.taps).toBe(3)

  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('Kept on this phone: 1 waiting').waitFor({ state: 'attached' })
  await page.getByRole('region', { name: 'You wrote' }).getByText('Not sent yet').waitFor()
  await until(async () => (await page.getByRole('status').first().innerText()).includes('Kept on this device'))
  await picture(page, 'night-kept')
  expect(await page.locator('[data-save-state="saved"]').count()).toBe(0)
  expect(filesWith(device, words)).toEqual([])

  killBrowser(device)
  expect(await home.noteWords()).not.toContain(words)

  // Morning: the app still has it, and says Saved only once the server does.
  const morning = await home.start(device, parent, phone)
  await morning.page.goto('/today')
  await morning.page.getByText(words).waitFor()
  await state(morning.page, 'device-only')
  await morning.page.getByText('Not sent yet').waitFor()
  home.cable.mend()
  await state(morning.page, 'saved')
  expect(await home.noteWords()).toContain(words)
  await until(async () => (await morning.page.getByText('Not sent yet').count()) === 0)
  await picture(morning.page, 'night-saved')

  const [entry] = (await home.content()).entries.filter((one) => one['text'] === words)
  expect(entry).toMatchObject({ kind: 'observation', topic: 'sleep', intensity: 4, author: parent.memberId, status: 'final', firstHand: true })
}, 120_000)

test('the therapist sees when it happened, when it was written, and when it arrived by the clock of the server', async () => {
  const browser = await openBrowser()
  const device = home.newDevice()
  const { page } = await home.start(device, parent, phone)
  await makeOwn(page, home.plan.planId)
  home.cable.cut()
  await page.goto('/today?add')
  await page.getByRole('textbox', { name: /what did you see/i }).fill('Counted the stairs in the dark.')
  await page.getByRole('button', { name: 'Save note' }).click()
  await page.getByText('Kept on this phone: 1 waiting').waitFor({ state: 'attached' })
  const writtenAt = home.app.deps.now()
  // The phone is in a drawer until five hours later.
  home.app.travel(5 * 3_600_000)
  home.cable.mend()
  await state(page, 'saved')
  const arrivedAt = home.app.deps.now()
  try {
    const lead = await sitDown(browser, { url: home.url, cookie: home.plan.lead.cookie, size: laptop })
    await lead.page.goto(`/c/${home.plan.planId}/notes`)
    const card = lead.page.getByRole('article').filter({ hasText: 'Counted the stairs in the dark.' })
    await card.getByText(/, arrived /).waitFor()
    await picture(lead.page, 'night-arrived')
    const told = (await home.app.ask(home.plan.lead, 'GET', `/api/plans/${home.plan.planId}/arrivals`)).json<ArrivalList>().items
    expect(told).toHaveLength(1)
    expect(Date.parse(told[0]?.at ?? '')).toBeGreaterThan(writtenAt.getTime() + 4 * 3_600_000)
    expect(Date.parse(told[0]?.at ?? '')).toBeLessThanOrEqual(arrivedAt.getTime())
    // What came at once says nothing of it.
    expect(await lead.page.getByText(/, arrived /).count()).toBe(1)
  } finally {
    await browser.close()
  }
}, 120_000)

test('what is typed is kept with every key, and the note is there again after the phone was killed', async () => {
  const device = home.newDevice()
  const { page } = await home.start(device, parent, phone)
  await makeOwn(page, home.plan.planId)
  home.cable.cut()
  await page.goto('/today?add')
  const box = page.getByRole('textbox', { name: /what did you see/i })
  await box.waitFor()
  await until(() => box.evaluate((element) => element === document.activeElement))
  await page.keyboard.type('H')
  await until(async () => (await draftBytes(page)) > 0)
  const bytes = await draftBytes(page)
  const others = 'alf a sente'
  await page.keyboard.type(others)
  // Each letter is one byte more: the last key has reached the disk.
  await until(async () => (await draftBytes(page)) === bytes + others.length)
  const written = await draftBytes(page)
  await page.getByRole('button', { name: /^More:/ }).click()
  await page.getByRole('radiogroup', { name: 'Mood' }).getByRole('radio', { name: 'Low', exact: true }).click()
  await until(async () => (await draftBytes(page)) > written)
  killBrowser(device)
  const again = await home.start(device, parent, phone)
  await again.page.goto('/today?add')
  const text = again.page.getByRole('textbox', { name: /what did you see/i })
  await until(async () => (await text.inputValue()) === 'Half a sente')
  // And what else it held, in sight: it would be saved with the words.
  await again.page.getByRole('radiogroup', { name: 'Mood' }).getByRole('radio', { name: 'Low', exact: true, checked: true }).waitFor()
  await picture(again.page, 'night-begun')
  expect(filesWith(device, 'Half a sente')).toEqual([])
}, 90_000)

test('the therapist sees when it happened and that it was written later, and a note for the therapists only stays with them', async () => {
  const browser = await openBrowser()
  try {
    const sam = await home.app.member(home.plan.planId, 'guardian', 'Sam Orr')
    const mum = await sitDown(browser, { url: home.url, cookie: parent.cookie, size: phone })
    await mum.page.goto('/today?add')
    await mum.page.getByRole('textbox', { name: /what did you see/i }).fill('He hid from his brother again.')
    await mum.page.getByRole('radio', { name: 'Earlier' }).click()
    const yesterday = new Date(Date.now() - 26 * 3_600_000)
    await mum.page.getByLabel('Day and time').fill(`${yesterday.toISOString().slice(0, 10)}T02:10`)
    await mum.page.getByLabel('Who can read it').selectOption('Only my therapists')
    await mum.page.getByText('Hana Lead can read it.').waitFor()
    await mum.page.getByRole('button', { name: 'Save note' }).click()
    await state(mum.page, 'saved')

    const lead = await sitDown(browser, { url: home.url, cookie: home.plan.lead.cookie, size: laptop })
    await lead.page.goto(`/c/${home.plan.planId}/notes`)
    const card = lead.page.getByRole('article').filter({ hasText: 'He hid from his brother again.' })
    await card.getByText(/2:10/).waitFor()
    await card.getByText(/written (the next day|2 days later)/).waitFor()
    await card.getByText('Only you and Maeve Orr can read this').waitFor()
    await picture(lead.page, 'night-therapist')

    // The other parent gets nothing of it, not even its place.
    const dad = await sitDown(browser, { url: home.url, cookie: sam.cookie, size: phone })
    await dad.page.goto(`/c/${home.plan.planId}/notes`)
    await state(dad.page, 'saved')
    await dad.page.getByText(words).waitFor()
    expect(await dad.page.getByText('He hid from his brother again.').count()).toBe(0)

    // The next note begins with what was chosen last.
    await mum.page.getByRole('button', { name: 'Add a note' }).click()
    expect(await mum.page.getByLabel('Who can read it').inputValue()).toBe(`journal.${parent.memberId}`)
  } finally {
    await browser.close()
  }
}, 90_000)
