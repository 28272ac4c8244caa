/**
 * [access 4] Erasing for good on screen: a parent asks from the menu of a goal and of a note, the lead therapist finds the
 * request, declines one, confirms others, and what stays is a mark without content.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import type { TestApp, TestPerson, TestPlan } from '../support/app.ts'
import { axeViolations } from '../support/barriers.ts'
import { holdRequests, laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { addEntry, addGoal, addStrategy, writeAs } from '../support/history.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let plan: TestPlan
let browser: Browser
let parent: Desk
let lead: Desk
let admin: TestPerson
let url: string

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  plan = await app.plan('Mika')
  const dana = await app.member(plan.planId, 'guardian', 'Dana Reed')
  admin = await app.member(plan.planId, 'admin', 'Olive Office')
  const write = (partId: string, memberId: string, act: Parameters<typeof writeAs>[4]) => writeAs(app, plan.planId, partId, memberId, act)
  await write('plan', plan.leadMemberId, (doc) => {
    addGoal(doc, 'Asks Zyklop next door for help')
    addGoal(doc, 'Brushes teeth')
    addStrategy(doc, 'Two choices')
  })
  await write('journal.team', dana.memberId, (doc) => void addEntry(doc, dana.memberId, 'Grumblewort from our street was there too'))
  browser = await openBrowser()
  parent = await sitDown(browser, { url, cookie: dana.cookie, size: phone })
  lead = await sitDown(browser, { url, cookie: plan.lead.cookie, size: laptop })
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const go = (page: Page, place: string) => page.goto(`/c/${plan.planId}/${place}`)
const inDark = (page: Page) => page.emulateMedia({ colorScheme: 'dark' })
const inLight = (page: Page) => page.emulateMedia({ colorScheme: 'light' })

async function openMenu(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click()
  await page.getByRole('menuitem', { name: /erase for good/i }).click()
  await page.getByRole('heading', { name: 'Erase for good' }).waitFor()
}

test('[access 4] one person asks with a reason, nothing goes, and they can take it back', async () => {
  const { page } = parent
  await go(page, 'plan')
  await openMenu(page, /more for goal 1/i)
  await page.getByText('Asks Zyklop next door for help').waitFor()
  const send = page.getByRole('button', { name: 'Ask to erase' })
  expect(await send.isDisabled()).toBe(true)
  await picture(page, 'erasing-form-phone-light')
  await page.getByText('Some words in it').click()
  await page.getByLabel('Which words?').fill('Zyklop')
  await page.getByText('It is about somebody else').click()
  await page.getByLabel(/more about why/i).fill('Zyklop did not agree')
  await page.getByRole('alert').getByText(/stays for ever/).waitFor()
  expect(await send.isDisabled()).toBe(true)
  await page.getByLabel(/more about why/i).fill('They did not agree')
  await page.getByText(/Hana Lead \(.*\) or Olive Office/).waitFor()
  await inDark(page)
  await page.screenshot({ path: 'tests/e2e/screenshots/erasing-form-phone-dark.png', fullPage: true })
  // Until it is painted in the other look.
  await until(() => page.evaluate(() => document.getAnimations().every(({ playState }) => playState !== 'running')))
  expect(await axeViolations(page)).toEqual([])
  await inLight(page)
  await send.click()
  await page.getByText(/Waits for a second person: Hana Lead/).waitFor()
  expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0)
  await picture(page, 'erasing-waits-phone')
  await page.getByRole('button', { name: 'Take it back' }).click()
  await page.getByText(/took it back/).waitFor()
  await go(page, 'plan')
  await page.getByText('Asks Zyklop next door for help').waitFor()
}, 180_000)

test('[access 4] the second person finds the request, confirms it, and only a mark without the words stays', async () => {
  await go(parent.page, 'plan')
  await openMenu(parent.page, /more for goal 1/i)
  await parent.page.getByText('Some words in it').click()
  await parent.page.getByLabel('Which words?').fill('Zyklop')
  await parent.page.getByText('It is about somebody else').click()
  await parent.page.getByRole('button', { name: 'Ask to erase' }).click()
  await parent.page.getByText(/Waits for a second person: Hana Lead/).first().waitFor()

  const { page } = lead
  await go(page, 'plan')
  await page.getByText(/asks you to confirm that something is erased/i).waitFor()
  await picture(page, 'erasing-band-laptop')
  await page.getByRole('link', { name: 'Look at it' }).first().click()
  await page.getByRole('heading', { name: /Dana Reed asks to erase some words in a goal/ }).waitFor()
  await picture(page, 'erasing-request-laptop')
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('button', { name: 'Confirm' }).click()
  const sheet = page.getByRole('dialog', { name: /erase this for good/i })
  await sheet.getByText(/nobody can undo this/i).waitFor()
  await picture(page, 'erasing-confirm-laptop')
  expect(await axeViolations(page)).toEqual([])
  await sheet.getByRole('button', { name: 'Erase for good' }).click()
  await page.getByText(/Erased for good\. You confirmed it/).waitFor({ timeout: 30_000 })
  await inDark(page)
  await picture(page, 'erasing-done-laptop-dark')
  await inLight(page)

  for (const { page: own } of [lead, parent]) {
    await go(own, 'plan')
    const mark = own.getByText(/Some words in a goal were erased for good on .* Dana Reed asked for it, Hana Lead confirmed it/)
    await mark.waitFor()
    expect(await own.locator('body').innerText()).not.toContain('Zyklop')
  }
  await parent.page.getByText(/were erased for good/).scrollIntoViewIfNeeded()
  await picture(parent.page, 'erasing-mark-phone')
}, 180_000)

test('[access 4] a note is asked to go from its menu; no is an answer; a whole note that goes leaves its mark among the notes', async () => {
  for (const round of ['declined', 'confirmed'] as const) {
    await go(lead.page, 'notes')
    await openMenu(lead.page, /more for this note/i)
    await lead.page.getByText('The family asked for it').click()
    await lead.page.getByRole('button', { name: 'Ask to erase' }).click()
    await lead.page.getByText(/Waits for a second person: Dana Reed/).waitFor()
    await go(parent.page, 'erasures')
    await parent.page.getByRole('heading', { name: /Hana Lead asks to erase a note/ }).waitFor()
    if (round === 'declined') {
      await parent.page.getByRole('button', { name: 'Decline' }).click()
      await parent.page.getByText(/You said no.*Nothing was erased/).first().waitFor()
      await go(lead.page, 'erasures')
      await lead.page.getByText(/Dana Reed said no.*Nothing was erased/).waitFor()
      continue
    }
    await parent.page.getByRole('button', { name: 'Confirm' }).click()
    await picture(parent.page, 'erasing-confirm-phone')
    const release = await holdRequests(parent.page, '**/erasures/*/confirm')
    await parent.page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click()
    // A window cannot be left while its yes is on its way: that would look like a no.
    await parent.page.getByRole('button', { name: 'Erasing…' }).waitFor()
    for (const key of ['Escape', 'Escape']) await parent.page.keyboard.press(key)
    expect(await parent.page.getByRole('button', { name: 'Erasing…' }).isVisible()).toBe(true)
    release()
    await parent.page.getByText(/Erased for good\. You confirmed it/).first().waitFor({ timeout: 30_000 })
  }
  await go(lead.page, 'notes')
  await lead.page.getByText(/A note was erased for good on .*Hana Lead asked for it, Dana Reed confirmed it/).first().waitFor()
  expect(await lead.page.locator('body').innerText()).not.toContain('Grumblewort')
  await picture(lead.page, 'erasing-mark-notes-laptop')
}, 180_000)

test('[access 4] the office decides without the words, and a request that was decided meanwhile says so and changes nothing', async () => {
  await go(parent.page, 'plan')
  await openMenu(parent.page, /more for strategy 1/i)
  await parent.page.getByText('It stands in the wrong plan').click()
  await parent.page.getByRole('button', { name: 'Ask to erase' }).click()
  await parent.page.getByText(/Waits for a second person: Hana Lead/).first().waitFor()
  const office = await sitDown(browser, { url, cookie: admin.cookie, size: laptop })
  await go(office.page, 'people')
  await office.page.getByRole('link', { name: /what was erased/i }).click()
  await office.page.getByRole('heading', { name: /Dana Reed asks to erase a strategy/ }).waitFor()
  expect(await office.page.locator('body').innerText()).not.toContain('Two choices')
  await picture(office.page, 'erasing-office-laptop')
  await office.page.getByRole('button', { name: 'Confirm' }).click()
  const takeBack = parent.page.getByRole('button', { name: 'Take it back' })
  await takeBack.first().click()
  // An earlier request says already that it was taken back: the button goes once the server has heard of this one.
  await takeBack.waitFor({ state: 'detached' })
  await parent.page.getByText(/You took it back/).first().waitFor()
  await office.page.getByRole('dialog').getByRole('button', { name: 'Erase for good' }).click()
  await office.page.getByRole('dialog').getByRole('alert').getByText(/decided already. Nothing was changed/).waitFor()
  await picture(office.page, 'erasing-too-late-laptop')
  await go(parent.page, 'plan')
  await parent.page.getByText('Two choices').first().waitFor()
  await office.context.close()
  expect([...parent.problems, ...lead.problems].filter((problem) => !/WebSocket|409/.test(problem))).toEqual([])
}, 180_000)
