/** [A5] Rights that change while somebody writes: they get their own words back to copy, and the plan as the server has it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { BrowserContext, Page } from 'playwright-core'
import { addNote, count, makeOwn, openHome, state, typeIntoGoal, type Home } from '../devices/own-device.ts'
import { phone, picture } from '../support/browser.ts'
import { until } from '../support/device.ts'

let home: Home
let planPath: string

beforeAll(async () => {
  home = await openHome()
  planPath = `/c/${home.plan.planId}/plan`
})
afterEach(() => home.tidy())
afterAll(() => home?.close())

const changeRole = (memberId: string, role: string) =>
  home.act(home.plan.lead, 'PATCH', `/api/plans/${home.plan.planId}/members/${memberId}`, { role })

const offer = (page: Page) => page.getByRole('alert').filter({ hasText: /not stored/ })

/** Whether closing the page would lose nothing: it does not ask the browser to stop. */
const isOnDisk = (page: Page): Promise<boolean> => page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })))

async function copied(context: BrowserContext, page: Page): Promise<string> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: home.url })
  // It says so for two seconds only.
  const told = page.getByRole('button', { name: 'Copied' }).waitFor()
  await Promise.all([told, offer(page).getByRole('button', { name: 'Copy my words' }).click()])
  return page.evaluate(() => navigator.clipboard.readText())
}

test('[A5] who became a reader while offline gets the refused words to copy, loses nothing else, and sees the plan as the server has it', async () => {
  const tess = await home.app.member(home.plan.planId, 'therapist', 'Tess Vale')
  const { context, page } = await home.start(home.newDevice(), tess, phone)
  await makeOwn(page, home.plan.planId)
  await page.goto(planPath)
  await typeIntoGoal(page, 'Asks for help.')
  await state(page, 'saved')

  home.cable.cut()
  await state(page, 'device-only')
  await typeIntoGoal(page, ' With two words, when a toy is stuck.')
  await page.getByRole('link', { name: 'Notes' }).first().click()
  await addNote(page, 'She pointed at the door.')
  await page.getByRole('link', { name: 'Plan' }).first().click()
  await changeRole(tess.memberId, 'caregiver')
  home.cable.mend()

  await offer(page).getByText('With two words, when a toy is stuck.').waitFor({ timeout: 30_000 })
  await picture(page, 'refused-words-phone')
  expect(await copied(context, page)).toBe('With two words, when a toy is stuck.')
  await state(page, 'saved')
  const goal = page.locator('article[id^="goal-"]').first()
  await goal.getByText('Asks for help.').waitFor()
  expect(await goal.innerText()).not.toContain('two words')
  expect(await page.getByRole('button', { name: /add.*goal/i }).count()).toBe(0)
  // The note was theirs to write still.
  await until(async () => (await home.noteWords()).includes('She pointed at the door.'))
  expect(JSON.stringify(await home.content())).not.toContain('two words')

  // Loading the page again refuses nothing anew and keeps the words, until the person is done with them.
  await page.reload()
  await offer(page).getByText('With two words, when a toy is stuck.').waitFor()
  await state(page, 'saved')
  await offer(page).getByRole('button', { name: /remove them/i }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await offer(page).waitFor({ state: 'detached' })
  await until(() => page.evaluate(() => document.activeElement?.id === 'main'))
  await page.reload()
  await state(page, 'saved')
  expect(await offer(page).count()).toBe(0)
}, 90_000)

test('[A5] who was a reader by the time the app was opened again gets them too, and sends nothing', async () => {
  const tess = await home.app.member(home.plan.planId, 'therapist', 'Tova Vale')
  const device = home.newDevice()
  const { context, page } = await home.start(device, tess)
  await makeOwn(page, home.plan.planId)
  await page.goto(planPath)
  await typeIntoGoal(page, 'Zips the coat.')
  await state(page, 'saved')
  home.cable.cut()
  await state(page, 'device-only')
  await typeIntoGoal(page, ' Then the boots.')
  await page.getByText(/waiting/).first().waitFor()
  await until(() => isOnDisk(page))
  await context.close()
  await changeRole(tess.memberId, 'caregiver')
  home.cable.mend()

  const again = await home.start(device, tess)
  await again.page.goto(planPath)
  await offer(again.page).getByText('Then the boots.').waitFor({ timeout: 30_000 })
  await state(again.page, 'saved')
  expect(await again.page.locator('article[id^="goal-"]').first().innerText()).not.toContain('boots')
  expect(again.problems.filter((problem) => /40[39]/.test(problem))).toEqual([])
}, 90_000)

test('[A5] who was taken out of the care team while offline gets every word of theirs: of the plan, of a saved note and of one just begun', async () => {
  const parent = await home.app.member(home.plan.planId, 'guardian', 'Maeve Orr')
  const { page } = await home.start(home.newDevice(), parent)
  await makeOwn(page, home.plan.planId)
  home.cable.cut()
  await state(page, 'device-only')
  await addNote(page, 'Slept until six.')
  await page.getByRole('textbox', { name: /what did you see/i }).fill('And then he')
  await page.getByRole('link', { name: 'Plan' }).first().click()
  await typeIntoGoal(page, ' Gently.')
  await home.act(home.plan.lead, 'DELETE', `/api/plans/${home.plan.planId}/members/${parent.memberId}`)
  home.cable.mend()

  await page.getByRole('heading', { name: 'Nothing here' }).waitFor({ timeout: 30_000 })
  for (const words of ['Slept until six.', 'And then he', 'Gently.']) await offer(page).getByText(words).waitFor()
  expect(await page.locator('main').innerText()).not.toContain('Asks for help')
  await until(async () => (await count(page, 'copies')) === 0 && (await count(page, 'rows')) === 0)
  await page.reload()
  await offer(page).getByText('Slept until six.').waitFor()
  await picture(page, 'refused-words-removed')
}, 90_000)

test('[A5] a part that is taken away while the plan is open on a shared device: the words are offered, and the browser asks before they are lost', async () => {
  const tess = await home.app.member(home.plan.planId, 'therapist', 'Tilda Vale')
  const { page } = await home.start(home.newDevice(), tess)
  await page.goto(planPath)
  await page.getByRole('button', { name: /others use it too/i }).click()
  await state(page, 'saved')
  // Nothing of the app is kept on a shared device: what writing needs must be there before the cable is cut.
  await typeIntoGoal(page, ' On the stairs.')
  await state(page, 'saved')
  home.cable.cut()
  await state(page, 'device-only')
  await typeIntoGoal(page, ' Under the table.')
  await changeRole(tess.memberId, 'teacher')
  home.cable.mend()
  await offer(page).getByText('Under the table.').waitFor({ timeout: 30_000 })
  await offer(page).getByText('They are gone when you close this page.').waitFor()
  const asked = page.waitForEvent('dialog')
  const leaving = page.goto('/settings').catch(() => undefined)
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
  await leaving
}, 120_000)

test('[A5] rights that change under somebody\'s fingers: every letter that was on their screen is in the plan, or offered', async () => {
  const tess = await home.app.member(home.plan.planId, 'therapist', 'Tara Vale')
  const { page } = await home.start(home.newDevice(), tess)
  await makeOwn(page, home.plan.planId)
  await page.goto(planPath)
  await state(page, 'saved')
  await typeIntoGoal(page, ' One.')
  await page.evaluate(() => {
    const field = document.querySelector('.ProseMirror-focused')
    new MutationObserver(() => {
      if (field?.isConnected) document.body.dataset.shown = field.textContent
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
  })
  const typing = page.keyboard.type(' Two three four five six seven eight nine ten eleven twelve.', { delay: 20 })
  await changeRole(tess.memberId, 'caregiver')
  await typing
  await until(async () => (await page.getByRole('textbox', { name: /^Goal \d+$/ }).count()) === 0)
  await state(page, 'saved')
  const shown = await page.evaluate(() => document.body.dataset.shown ?? '')
  const bare = (words: string) => words.replaceAll(/\s/g, '')
  // The last letters are put aside a moment after the plan is shown as the server has it.
  await until(async () => {
    const stored = (await home.content()).goals[0]?.title as string
    const offered = await offer(page).locator('blockquote').allInnerTexts()
    expect(offered.length).toBeLessThan(2)
    expect(bare(shown)).toContain(bare(stored))
    expect(bare(stored + offered.join('')).endsWith(bare(shown).slice(bare(stored).length))).toBe(true)
  })
}, 120_000)
