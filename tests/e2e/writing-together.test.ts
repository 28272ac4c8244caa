/**
 * Two people write in one text at once, in two real browsers, and each one's words stay whole. This is the test that
 * bindings fail (docs/decisions/0003): it stays in the suite for ever.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { until } from '../support/device.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

const typingSeconds = Number(process.env.TYPING_SECONDS ?? 60)

let server: ServerProcess
let browser: Browser
let therapist: Desk
let parent: Desk
let planId: string
let goalId: string

type Goal = { id: string; title: string; familyWords: string; why: string }

/** The goals as the database holds them, asked as the therapist. */
async function storedGoals(): Promise<Goal[]> {
  const answer = await fetch(`${server.url}/api/plans/${planId}/content`, { headers: { cookie: await server.signIn('hana') } })
  return ((await answer.json()) as { goals: Goal[] }).goals
}

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  planId = planOf(server, 'plan-mateo')
  therapist = await sitDown(browser, { url: server.url, cookie: await server.signIn('hana'), size: laptop })
  parent = await sitDown(browser, { url: server.url, cookie: await server.signIn('lucia'), size: phone })
  await Promise.all([therapist, parent].map(({ page }) => page.goto(`/c/${planId}/plan`)))
  goalId = (await storedGoals())[0]?.id ?? ''
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

/** A text of a goal on somebody's screen, by its label. */
const field = (page: Page, label: RegExp): Locator => page.locator(`#goal-${goalId}`).getByRole('textbox', { name: label })
const title = (page: Page): Locator => field(page, /^Goal \d+$/)
const familyWords = (page: Page): Locator => field(page, /family/i)

/** The words of a text as people read them, without the names at other people's carets. */
const words = (box: Locator): Promise<string> =>
  box.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const caret of copy.querySelectorAll('.caret')) caret.remove()
    return [...copy.querySelectorAll('p')].map((line) => line.textContent.trim()).join('\n')
  })

/** Puts the caret into a text and moves it with these keys. */
async function goInto(box: Locator, ...keys: string[]): Promise<void> {
  await box.click()
  await box.page().locator('.ProseMirror-focused').waitFor()
  for (const key of keys) await box.page().keyboard.press(key)
}

/** Empties a text and writes this instead, and waits until the other screen shows it. */
async function rewrite(box: Locator, text: string, seenIn: Locator): Promise<void> {
  await goInto(box, 'Control+a', 'Backspace')
  await box.page().keyboard.type(text)

  await until(async () => (await words(seenIn)) === text.trim())
}

const leave = (page: Page): Promise<void> => page.evaluate(() => (document.activeElement as HTMLElement).blur())

/** What a person types: never the same twice, and nothing the other types. */
const sentence = (who: string, length: number): string =>
  Array.from({ length }, (_, i) => (i % 7 === 6 ? ' ' : who === 'therapist' ? 'abcdefghij'[i % 10] : 'KLMNOPQRST'[i % 10])).join('').trim()

describe('each person\'s words stay whole', () => {
  const [first, second] = [sentence('therapist', 45), sentence('parent', 45)]

  beforeEach(async () => {
    await leave(parent.page)
    await leave(therapist.page)
  })

  async function typeAtOnce(box: (page: Page) => Locator): Promise<string> {
    await Promise.all([therapist.page.keyboard.type(first, { delay: 15 }), parent.page.keyboard.type(second, { delay: 15 })])
    await until(async () => (await words(box(therapist.page))) === (await words(box(parent.page))))
    const result = await words(box(therapist.page))
    expect(result).toContain(first)
    expect(result).toContain(second)
    return result
  }

  test('one at the start of a line, the other at its end', async () => {
    await rewrite(title(therapist.page), 'middle', title(parent.page))
    await goInto(title(therapist.page), 'Home')
    await goInto(title(parent.page), 'End')
    expect(await typeAtOnce(title)).toBe(`${first}middle${second}`)
  })

  test('both at the end of one line', async () => {
    await rewrite(title(therapist.page), 'We: ', title(parent.page))
    await goInto(title(therapist.page), 'End')
    await goInto(title(parent.page), 'End')
    expect(await typeAtOnce(title)).toMatch(/^We: /)
  })

  test('both in an empty text', async () => {
    await goInto(title(therapist.page), 'Control+a', 'Backspace')
    await until(async () => (await words(title(parent.page))) === '')
    await goInto(title(parent.page))
    expect(await typeAtOnce(title)).toHaveLength(first.length + second.length)
  })

  test('in two paragraphs that say the same', async () => {
    await rewrite(familyWords(therapist.page), 'same', familyWords(parent.page))
    await therapist.page.keyboard.press('Enter')
    await therapist.page.keyboard.type('same')

    await until(async () => (await words(familyWords(parent.page))) === 'same\nsame')
    await goInto(familyWords(therapist.page), 'Control+Home', 'End')
    await goInto(familyWords(parent.page), 'Control+End')
    expect(await typeAtOnce(familyWords)).toBe(`same${first}\nsame${second}`)
  })
})

test(`[journey 1] a therapist and a parent type into one goal title for ${typingSeconds} s: no character is lost, both screens and the database agree, after a restart too`, async () => {
  await rewrite(title(therapist.page), 'Mateo ', title(parent.page))
  await goInto(title(therapist.page), 'Home')
  await goInto(title(parent.page), 'End')
  const perSecond = 5
  const [first, second] = [sentence('therapist', typingSeconds * perSecond), sentence('parent', typingSeconds * perSecond)]
  const typing = Promise.all([
    therapist.page.keyboard.type(first, { delay: 1000 / perSecond }),
    parent.page.keyboard.type(second, { delay: 1000 / perSecond }),
  ])
  await therapist.page.locator('.caret-name').first().waitFor()
  await picture(therapist.page, 'typing-together-laptop')
  await picture(parent.page, 'typing-together-phone')
  await typing

  const expected = `${first}Mateo ${second}`
  const onDisk = async () => (await storedGoals()).find((goal) => goal.id === goalId)?.title
  await until(async () => (await words(title(therapist.page))) === expected && (await words(title(parent.page))) === expected)
  await until(async () => (await onDisk()) === expected)
  for (const { page } of [therapist, parent]) await page.locator('[data-save-state="saved"]').first().waitFor()

  await server.end('SIGKILL')
  await server.start()
  expect(await onDisk()).toBe(expected)
  await Promise.all([therapist, parent].map(({ page }) => page.reload()))
  for (const { page } of [therapist, parent]) await until(async () => (await words(title(page))) === expected)
}, typingSeconds * 2000 + 60_000)
