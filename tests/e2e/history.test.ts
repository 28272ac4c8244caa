/** Review of the history: agreeing, what changed since, comparing, bringing a goal back while three people write, undo. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import type { VersionRow } from '#shared/version/api.ts'
import { axeViolations } from '../support/barriers.ts'
import { holdRequests, laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { listenToLiveRegions } from '../support/screen-reader.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let browser: Browser
let cookie: string
let planId: string
/** The lead therapist, a mother, a father and a second therapist. */
let hana: Desk
let lucia: Desk
let daniel: Desk
let marisol: Desk

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  planId = planOf(server, 'plan-mateo')
  cookie = await server.signIn('hana')
  const sit = async (name: string, size: typeof phone) => sitDown(browser, { url: server.url, cookie: await server.signIn(name), size })
  hana = await sitDown(browser, { url: server.url, cookie, size: laptop })
  lucia = await sit('lucia', phone)
  daniel = await sit('daniel', laptop)
  marisol = await sit('marisol', laptop)
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

type Stored = { goals: { id: string; title: string; familyWords: string; why: string }[]; entries: unknown[] }
const ask = async <Answer>(path: string): Promise<Answer> =>
  (await (await fetch(`${server.url}/api/plans/${planId}/${path}`, { headers: { cookie } })).json()) as Answer
const stored = () => ask<Stored>('content')
/** Waits until the database holds it. Asked ten times a second: the server counts requests. */
const untilStored = (holds: (goals: Stored['goals']) => boolean | undefined): Promise<void> =>
  vi.waitFor(async () => expect(holds((await stored()).goals)).toBe(true), { timeout: 15_000, interval: 100 })
const versions = async () => (await ask<{ versions: VersionRow[] }>('versions')).versions
const signatures = async () => (await versions()).flatMap(({ id, agreements }) => agreements.map(({ memberId, hash }) => `${id} ${memberId} ${hash}`)).toSorted()

const goTo = (desk: Desk, page: string) => desk.page.goto(`/c/${planId}/${page}`)
const goal = (page: Page, place: number): Locator => page.locator('article[id^="goal-"]').nth(place)
const title = (page: Page, place: number): Locator => goal(page, place).getByRole('textbox', { name: /^Goal \d+$/ })
const button = ({ page }: Desk, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const said = ({ page }: Desk, words: string | RegExp) => page.getByText(words).first()

async function writeAtEnd(box: Locator, words: string, delay = 0): Promise<void> {
  await box.click()
  await box.page().locator('.ProseMirror-focused').waitFor()
  await box.page().keyboard.press('Control+End')
  await box.page().keyboard.type(words, { delay })
}

async function agree(desk: Desk): Promise<void> {
  await goTo(desk, 'history')
  await button(desk, 'Agree to the plan as it is now').click()
  await button(desk, 'I agree').click()
  // Their own name: who agreed before has these words beside theirs already.
  await desk.page.getByRole('listitem').filter({ hasText: '(you)' }).getByText('The plan still says the same').first().waitFor()
}

/** While a yes is on its way no window may be left as if it were a no. */
async function expectNoWayOut(desk: Desk, no: string): Promise<void> {
  await until(() => button(desk, no).isDisabled())
  expect(await button(desk, 'Close').isDisabled()).toBe(true)
  await desk.page.keyboard.press('Escape')
  await desk.page.mouse.click(2, 2)
  await desk.page.waitForTimeout(400)
  expect(await desk.page.getByRole('dialog').count()).toBe(1)
}

test('[journey 4] therapist and mother agree to the plan as it is: both names stand under one version, with the fingerprint of its words', async () => {
  await agree(hana)
  const letGo = await holdRequests(lucia.page, '**/agree')
  const agreed = agree(lucia)
  await button(lucia, 'I agree').waitFor()
  await expectNoWayOut(lucia, 'Not now')
  letGo()
  await agreed
  const signed = (await versions()).filter(({ agreements }) => agreements.length > 0)
  expect(signed.map(({ kind, agreements }) => [kind, agreements.length])).toEqual([['agreed', 2]])
  const hash = signed[0]?.agreements[0]?.hash ?? ''
  await said(lucia, `${hash.slice(0, 4)} ${hash.slice(4, 8)}`).waitFor()
  await picture(lucia.page, 'history-phone')
})

test('[journey 4] [access 8] when the words change, every signer sees that they changed since they agreed', async () => {
  // All of it: who comes is said soon after, in the same place.
  const heard = await listenToLiveRegions(lucia.page)
  await Promise.all([hana, lucia, daniel].map((desk) => goTo(desk, 'plan')))
  await Promise.all([hana, lucia].map((desk) => said(desk, 'You agreed to these words').waitFor()))
  await title(daniel.page, 0).click()
  await daniel.page.locator('.ProseMirror-focused').waitFor()
  await daniel.page.keyboard.press('Control+End')
  const startedAt = performance.now()
  await daniel.page.keyboard.type('!')
  await Promise.all([hana, lucia].map((desk) => said(desk, 'Changed since you agreed').waitFor()))
  const tookMs = performance.now() - startedAt
  process.stdout.write(`from the key to "changed since you agreed" on both screens: ${tookMs.toFixed(0)} ms\n`)
  await picture(lucia.page, 'changed-since-you-agreed-phone')
  const news = expect.objectContaining({ role: 'status', words: expect.stringContaining('The plan has changed since you agreed') as string }) as unknown
  await expect.poll(heard, { timeout: 10_000 }).toContainEqual(news)

  // Taken back, the plan says again what was signed.
  await daniel.page.keyboard.press('Backspace')
  await Promise.all([hana, lucia].map((desk) => said(desk, 'You agreed to these words').waitFor()))
  await daniel.page.keyboard.type(' and says thank you')
  await Promise.all([hana, lucia].map((desk) => said(desk, 'Changed since you agreed').waitFor()))
})

test('[access 8] who agrees to the plan as it is now signs the words before them, or nothing', async () => {
  const signedBefore = await signatures()
  // Taken back while the window is open, the plan says again what others have signed. This person has read something else.
  await goTo(marisol, 'history')
  await button(marisol, 'Agree to the plan as it is now').click()
  await said(marisol, /your name stands under it/).waitFor()
  for (const _ of ' and says thank you') await daniel.page.keyboard.press('Backspace')
  await said(marisol, 'The plan still says the same').waitFor()
  await button(marisol, 'I agree').click()
  await said(marisol, /so nothing was signed/).waitFor()
  expect(await signatures()).toEqual(signedBefore)
  await daniel.page.keyboard.type(' and says thank you')
  await untilStored(([first]) => first?.title.endsWith(' and says thank you'))

  await goTo(hana, 'history')
  await button(hana, 'Agree to the plan as it is now').click()
  await said(hana, /your name stands under it/).waitFor()
  await daniel.page.keyboard.type(' now')
  await untilStored(([first]) => first?.title.endsWith(' now'))
  await button(hana, 'I agree').click()
  await said(hana, /so nothing was signed/).waitFor()
  expect(await signatures()).toEqual(signedBefore)
})

test('[journey 4] one tap from there: what changed in sentences, the words with who wrote them, and the way back by the back button', async () => {
  await daniel.page.locator('[data-save-state="saved"]').first().waitFor()
  await lucia.page.getByRole('link', { name: 'See what changed' }).click()
  await said(lucia, /Daniel Robles changed the words of the goal/).waitFor()
  expect(new URL(lucia.page.url()).searchParams.get('to')).toBe('now')
  expect(await lucia.page.locator('ins').count()).toBe(0)
  await button(lucia, 'Show the words').first().click()
  const insert = lucia.page.locator('ins').first()
  expect((await insert.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/\+.*added by Daniel Robles.*and says thank you/)
  expect(await insert.evaluate((mark) => getComputedStyle(mark).textDecorationLine)).toBe('underline')
  await said(lucia, /^\+ added by Daniel Robles, Today/).waitFor()
  expect(await button(lucia, /bring/i).count()).toBe(0)
  await said(lucia, /Ask your therapist to bring it back/).waitFor()
  await lucia.page.goBack()
  await said(lucia, 'Changed since you agreed').waitFor()
})

test('[journey 4] [V3] [access 9] a goal is brought back while three people write: what they write stays, notes and agreements stay, and it can be undone', async () => {
  const before = await stored()
  const signedBefore = await signatures()
  await goTo(hana, 'history')
  await hana.page.getByRole('link', { name: /^The plan of.*Lucía/ }).first().click()
  await hana.page.getByRole('link', { name: 'Compare with now' }).click()
  await Promise.all([lucia, daniel, marisol].map((desk) => goTo(desk, 'plan')))

  // Two write elsewhere, one in the very line that is brought back, all through it.
  const [mothers, therapists] = [' Every evening at the table, we wait and smile.', ' With pictures on the fridge, in both languages.']
  const writing = Promise.all([writeAtEnd(title(lucia.page, 1), mothers, 120), writeAtEnd(title(marisol.page, 2), therapists, 120)])
  await title(daniel.page, 0).click()
  await daniel.page.locator('.ProseMirror-focused').waitFor()
  await daniel.page.keyboard.press('Control+End')
  await button(hana, 'Bring this goal back').first().click()
  await said(hana, 'This would change').waitFor()
  await said(hana, /You changed the words of the goal/).waitFor()
  await picture(hana.page, 'restore-laptop')
  await hana.page.getByRole('textbox', { name: /^Why/ }).fill('It was clearer before')
  let fathers = ''
  const isDone = button(hana, 'Undo').waitFor().then(() => true)
  await button(hana, 'Bring it back').click()
  for (let i = 0, isOver = false; i < 200 && !isOver; i += 1) {
    const word = ` w${i}`
    await daniel.page.keyboard.type(word)
    fathers += word
    isOver = await Promise.race([isDone, new Promise<false>((resolve) => setTimeout(resolve, 50, false))])
  }
  await daniel.page.keyboard.type(' the last words')
  await writing

  await untilStored(([first, second, third]) => [second?.title.endsWith(mothers), third?.title.endsWith(therapists), first?.title.endsWith('the last words')].every(Boolean))
  const restored = await stored()
  // What was there before the restore began is as it was in the version; words typed while it ran are whole, none in halves.
  expect(restored.goals[0]?.title).not.toContain('and says thank you')
  const kept = restored.goals[0]?.title.match(/ w\d+/g) ?? []
  expect(fathers.endsWith(kept.join(''))).toBe(true)
  expect(restored.entries).toHaveLength(before.entries.length)
  expect(await signatures()).toEqual(signedBefore)
  const cut = (await versions()).find(({ kind }) => kind === 'before-restore')
  expect(cut?.label).toBe('It was clearer before')
  expect(cut?.restoredId).toMatch(/^[0-9a-f-]{36}$/)

  // Somebody has written in it since, so undoing asks first.
  await button(hana, 'Undo').click()
  await said(hana, /Somebody else wrote here since/).waitFor()
  const letGo = await holdRequests(hana.page, '**/restore')
  await button(hana, 'Undo it').click()
  await expectNoWayOut(hana, 'Leave it as it is')
  letGo()
  await said(hana, /^Undone: /).waitFor()
  await untilStored(([first]) => first?.title.includes('and says thank you'))
  const undone = await stored()
  expect(undone.goals[1]?.title.endsWith(mothers)).toBe(true)
  expect(undone.goals[2]?.title.endsWith(therapists)).toBe(true)
  expect(await signatures()).toEqual(signedBefore)
}, 180_000)

test('[journey 4] all of it by keyboard: next and previous change, ways of reading, versions by arrow keys, and out of a window', async () => {
  const { page } = hana
  await page.reload()
  await said(hana, /^\d+ changes$/).waitFor()
  // No person is as fast as this test: the keys work a moment after the changes can be seen.
  await until(async () => {
    await page.keyboard.press('Alt+ArrowDown')
    return page.evaluate(() => document.activeElement?.id === 'change-0')
  })
  await page.keyboard.press('Alt+ArrowDown')
  await until(() => page.evaluate(() => document.activeElement?.id === 'change-1'))
  await said(hana, /^2 of \d+ changes$/).waitFor()
  await page.keyboard.press('Alt+ArrowUp')
  await until(() => page.evaluate(() => document.activeElement?.id === 'change-0'))

  await page.getByRole('radio', { name: 'Sentences' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await page.getByText('Before', { exact: true }).first().waitFor()
  await picture(page, 'history-sides-laptop')

  const person = page.getByRole('combobox', { name: 'By' })
  await person.selectOption(await person.locator('option', { hasText: 'Marisol' }).getAttribute('value'))
  await said(hana, /^1 change$/).waitFor()

  await page.getByRole('link', { name: /^The plan of.*Lucía/ }).first().press('Enter')
  const slider = page.getByRole('slider', { name: 'Go through the versions' })
  await slider.focus()
  const [at, words] = [new URL(page.url()).searchParams.get('at'), await slider.getAttribute('aria-valuetext')]
  await page.keyboard.press('ArrowRight')
  await until(() => new URL(page.url()).searchParams.get('at') !== at)
  expect(await slider.getAttribute('aria-valuetext')).not.toBe(words)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await until(async () => /^Today, .*It was clearer before/.test((await slider.getAttribute('aria-valuetext')) ?? ''))

  // They play by themselves from the oldest on, one a second, until the same button or the slider stops them.
  const place = async () => Number(/(\d+) of \d+$/.exec((await slider.getAttribute('aria-valuetext')) ?? '')?.[1])
  await slider.press('Home')
  await until(async () => (await place()) === 1)
  const startedAt = performance.now()
  await button(hana, 'Play the versions').press('Enter')
  // What a picture means is said in words to the keyboard as well.
  await page.getByRole('tooltip', { name: 'Stop' }).waitFor()
  await until(async () => (await place()) >= 3)
  expect(performance.now() - startedAt).toBeGreaterThan(1800)
  await button(hana, 'Stop').press('Enter')
  const stoppedAt = await place()
  await page.waitForTimeout(1500)
  expect(await place()).toBe(stoppedAt)
  await button(hana, 'Play the versions').press('Enter')
  await slider.press('Home')
  await button(hana, 'Play the versions').waitFor()
  // Last, because there are few versions, and at the newest they stop by themselves.
  await button(hana, 'Play the versions').press('Enter')
  await picture(page, 'history-playing-laptop')

  await page.goto(`/c/${planId}/history`)
  await button(hana, 'Keep a version').press('Enter')
  const name = page.getByRole('textbox', { name: 'What is it called?' })
  await until(() => name.evaluate((field) => field === document.activeElement))
  await page.keyboard.type('Before the summer')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Before the summer' }).waitFor()
  expect((await versions())[0]?.label).toBe('Before the summer')
}, 120_000)

test('who has looked sees from then on only what is new', async () => {
  await goTo(lucia, 'history')
  await lucia.page.getByRole('link', { name: 'Step through' }).click()
  await button(lucia, 'Mark as seen').click()
  await said(lucia, 'Nothing new').waitFor()
  await goTo(lucia, 'history')
  await said(lucia, 'Nothing new since you looked').waitFor()
  await goTo(daniel, 'plan')
  await writeAtEnd(title(daniel.page, 1), ' Now.')
  await untilStored(([, second]) => second?.title.endsWith(' Now.'))
  await lucia.page.reload()
  await said(lucia, '1 change since you looked').waitFor()
  await lucia.page.getByRole('link', { name: 'Step through' }).click()
  expect(await said(lucia, /changed the words/).innerText()).toMatch(/^Daniel Robles/)
})

test('without a network the page says so, and where the plan is', async () => {
  await goTo(lucia, 'history')
  await said(lucia, '1 change since you looked').waitFor()
  await lucia.page.route('**/api/plans/**', (route) => route.abort())
  await lucia.page.getByRole('link', { name: /It was clearer before/ }).first().click()
  await said(lucia, /History needs the internet/).waitFor({ timeout: 20_000 })
  await picture(lucia.page, 'history-offline-phone')
  expect(await lucia.page.getByRole('link', { name: 'Go to the plan' }).getAttribute('href')).toBe(`/c/${planId}/plan`)
  await lucia.page.unroute('**/api/plans/**')
})

/** On paper, and in a language that is read from right to left. */
async function otherPictures(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  await picture(page, `${name}-print`)
  await page.emulateMedia({ media: 'screen' })
  await page.evaluate(() => void (document.documentElement.dir = 'rtl'))
  await picture(page, `${name}-rtl`)
  await page.evaluate(() => void (document.documentElement.dir = 'ltr'))
}

test('no rule of WCAG 2.2 AA that a program can check is broken, in light and dark, on a phone and a laptop', async () => {
  const agreed = (await versions()).find(({ agreements }) => agreements.length > 0)?.id ?? ''
  const places = { overview: 'history', version: `history?at=${agreed}&view=plan`, compare: `history?from=${agreed}&to=now` }
  const found: string[] = []
  for (const [name, size] of [['phone', phone], ['laptop', laptop]] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const desk = await sitDown(browser, { url: server.url, cookie, size, colorScheme })
      await desk.context.addInitScript(() => localStorage.setItem('samepage.history-mode', 'inline'))
      for (const [place, address] of Object.entries(places)) {
        await goTo(desk, address)
        await desk.page.locator(place === 'version' ? 'article' : place === 'compare' || name === 'laptop' ? 'main section li' : 'main h2').first().waitFor()
        await desk.page.waitForTimeout(200)
        await picture(desk.page, `history-${place}-${name}-${colorScheme}`)
        if (colorScheme === 'light') await otherPictures(desk.page, `history-${place}-${name}`)
        found.push(...(await axeViolations(desk.page)).map((violation) => `${place} ${name} ${colorScheme} ${violation}`))
      }
      found.push(...desk.problems)
      await desk.context.close()
    }
  }
  expect(found).toEqual([])
}, 240_000)

test('nothing went wrong on any screen meanwhile', () => {
  expect([hana, daniel, marisol].flatMap(({ problems }) => problems)).toEqual([])
})
