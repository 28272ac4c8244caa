/** The practice: who works in it, inviting staff, roles; nothing of any child. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { createPlan } from '../../server/plans/create-plan.ts'
import { testPassword, type TestApp, type TestPerson } from '../support/app.ts'
import { lookInBothLooks } from '../support/barriers.ts'
import { laptop, openBrowser, phone, sitDown } from '../support/browser.ts'
import { openServedApp } from '../support/served-app.ts'

let app: TestApp
let browser: Browser
let url: string
let ada: TestPerson
let hana: TestPerson

beforeAll(async () => {
  ;({ app, url } = await openServedApp())
  const practiceId = await app.practice('Harbour Practice')
  ada = await app.person('Ada Office')
  hana = await app.person('Hana Lead')
  for (const role of ['admin', 'clinician'] as const) await app.joinPractice(ada, practiceId, role)
  await app.joinPractice(hana, practiceId, 'clinician')
  for (const childName of ['Zubeida', 'Mika']) await createPlan(app.deps, { practiceId, childName, leadAccountId: hana.accountId })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

test('an administrator sees who works there, invites a clinician, who joins with an account of their own, and gives roles', async () => {
  const office = await sitDown(browser, { url, cookie: ada.cookie, size: laptop })
  await office.page.goto('/children')
  await office.page.getByRole('link', { name: 'Practice' }).click()
  await office.page.getByRole('heading', { level: 2, name: 'Harbour Practice' }).waitFor()
  const card = (name: string) => office.page.getByRole('listitem').filter({ hasText: name })
  await card('Hana Lead').getByText('Cares for 2 children, leads for 2').waitFor()
  expect(await office.page.getByRole('main').innerText()).not.toMatch(/Zubeida|Mika/)
  expect(await lookInBothLooks(office.page, 'practice-laptop')).toEqual([])

  await office.page.getByRole('button', { name: 'Invite staff' }).click()
  await office.page.getByRole('radio', { name: /^Clinician/ }).waitFor()
  expect(await lookInBothLooks(office.page, 'practice-invite-laptop')).toEqual([])
  await office.page.getByRole('button', { name: 'Make the invitation' }).click()
  const link = (await office.page.getByText(`${url}/practice/join/`).textContent()) ?? ''
  await office.page.getByRole('button', { name: 'Done' }).click()

  const nia = await sitDown(browser, { url, size: phone })
  await nia.page.goto(link)
  await nia.page.getByText('invites you to work in Harbour Practice.').waitFor()
  expect(await lookInBothLooks(nia.page, 'practice-join-phone')).toEqual([])
  await nia.page.getByRole('textbox', { name: /Your name/ }).fill('Nia New')
  await nia.page.getByRole('textbox', { name: /E-mail/ }).fill('nia@example.org')
  await nia.page.getByLabel(/Choose a password/).fill(testPassword)
  await nia.page.getByRole('button', { name: 'Join' }).click()
  await nia.page.getByRole('heading', { name: 'You work in Harbour Practice now' }).waitFor()
  await nia.page.getByRole('link', { name: 'Go to my children' }).click()
  await nia.page.getByRole('button', { name: 'New child' }).waitFor()
  await nia.page.getByRole('link', { name: 'Practice' }).click()
  await nia.page.getByText('3 people work here.').waitFor()
  // A colleague sees names and roles, and changes nothing.
  expect(await nia.page.getByText(/@example|Cares for/).count()).toBe(0)
  expect(await nia.page.getByRole('button', { name: /^(More for|Invite)/ }).count()).toBe(0)
  expect(await lookInBothLooks(nia.page, 'practice-colleague-phone')).toEqual([])

  await office.page.reload()
  await card('Nia New').getByRole('button', { name: 'More for Nia New' }).click()
  await office.page.getByRole('menuitem', { name: 'Change roles' }).click()
  await office.page.getByRole('dialog').getByRole('button', { name: /^Administrator/ }).click()
  await office.page.getByRole('button', { name: 'Change roles' }).click()
  await card('Nia New').getByText('Administrator and Clinician').waitFor()

  await card('Hana Lead').getByRole('button', { name: 'More for Hana Lead' }).click()
  await office.page.getByRole('menuitem', { name: 'Remove from the practice' }).click()
  await office.page.getByText('They stay in 2 care teams').waitFor()
  expect(await lookInBothLooks(office.page, 'practice-remove-laptop')).toEqual([])
  await office.page.getByRole('button', { name: 'Remove from the practice' }).click()
  await card('Hana Lead').waitFor({ state: 'detached' })
  for (const { problems } of [office, nia]) expect(problems.filter((problem) => !/401/.test(problem))).toEqual([])
}, 120_000)

test('who works in no practice has no such place', async () => {
  const parent = await app.person('Maeve Orr')
  const { page } = await sitDown(browser, { url, cookie: parent.cookie, size: phone })
  await page.goto('/children')
  await page.getByRole('heading', { name: 'Children' }).waitFor()
  expect(await page.getByRole('link', { name: 'Practice' }).count()).toBe(0)
  await page.goto('/practice')
  await page.getByText('You work in no practice on this server.').waitFor()
}, 60_000)
