/**
 * Journey 1 in real browsers: a therapist at a laptop, a parent with a phone, and a big screen that nobody is signed in on.
 * One file, because it is one visit: each step goes on where the one before has ended.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import type * as Y from 'yjs'
import type { VersionList } from '#shared/version/api.ts'
import type { VisitAnswer } from '#shared/visit/api.ts'
import { axeViolations } from '../support/barriers.ts'
import { holdRequests, laptop, openBrowser, phone, picture, sitDown, type Desk } from '../support/browser.ts'
import { openDevice, until } from '../support/device.ts'
import { lineIn } from '../support/history.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

const cutSeconds = Number(process.env.CUT_SECONDS ?? 30)

let server: ServerProcess
let browser: Browser
let therapist: Desk
let parent: Desk
let screen: Desk
let planId: string
/** Everything that came to a device over the network, as text. */
const heard = new Map<Page, string[]>()

beforeAll(async () => {
  server = await startServerProcess()
  browser = await openBrowser()
  planId = planOf(server, 'plan-mateo')
  therapist = await sitDown(browser, { url: server.url, cookie: await server.signIn('hana'), size: laptop })
  parent = await sitDown(browser, { url: server.url, cookie: await server.signIn('lucia'), size: phone })
  screen = await sitDown(browser, { url: server.url, size: laptop })
  for (const { page } of [therapist, parent, screen]) record(page)
})
afterAll(async () => {
  await browser?.close()
  await server?.remove()
})

function record(page: Page): void {
  const words: string[] = []
  heard.set(page, words)
  const keep = (payload: string | Buffer) => void words.push(typeof payload === 'string' ? payload : payload.toString('utf8'), payload.toString('latin1'))
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => keep(payload)))
  page.on('response', (response) => void response.body().then(keep, () => undefined))
}

/** What every screen of the journey looks like, in both looks. */
async function pictures(name: string, ...desks: Desk[]): Promise<void> {
  for (const { page } of desks) {
    const device = page === parent.page ? 'phone' : page === screen.page ? 'screen' : 'laptop'
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // Until it is painted in the other look.
      await page.waitForTimeout(350)
      await picture(page, `visit-${name}-${device}-${colorScheme}`)
    }
  }
}

async function lookForBarriers(...desks: Desk[]): Promise<void> {
  for (const { page } of desks) expect(await axeViolations(page)).toEqual([])
}

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click()
const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor()
const field = (page: Page, name: string | RegExp): Locator => page.getByRole('textbox', { name })
const visit = async () => {
  const answer = await fetch(`${server.url}/api/plans/${planId}/visit`, { headers: { cookie: await server.signIn('hana') } })
  return ((await answer.json()) as VisitAnswer).visit
}

async function goInto(box: Locator): Promise<void> {
  await box.click()
  await box.page().locator('.ProseMirror-focused').waitFor()
}

const answerTo = async <Answer>(path: string): Promise<Answer> =>
  (await (await fetch(`${server.url}/api/plans/${planId}/${path}`, { headers: { cookie: await server.signIn('hana') } })).json()) as Answer

/** Presses twice what is to be done once, while its request is on its way. By keyboard: what is under a finger moves. */
async function pressTwice(page: Page, name: string, addresses: string): Promise<void> {
  const letGo = await holdRequests(page, addresses)
  await page.getByRole('button', { name }).press('Enter')
  await page.keyboard.press('Enter')
  await page.waitForTimeout(300)
  letGo()
}

/** The words of a text without the names at other people's carets. */
const words = (box: Locator): Promise<string> =>
  box.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const caret of copy.querySelectorAll('.caret')) caret.remove()
    return copy.textContent.trim()
  })

describe('[journey 1] goals together in a visit', () => {
  test('the therapist starts it, the QR code brings the phone to the same card, and a code opens the big screen', { timeout: 120_000 }, async () => {
    await therapist.page.goto(`/c/${planId}/plan`)
    await therapist.page.getByRole('link', { name: 'Visit' }).click()
    await press(therapist.page, 'Start a visit')
    await heading(therapist.page, /Welcome/)
    const joinUrl = (await visit())?.joinUrl ?? ''
    await parent.page.goto(`/c/${planId}/plan`)
    await parent.page.getByRole('link', { name: 'Join the visit' }).waitFor()
    await pictures('band', parent)
    await parent.page.goto(joinUrl)
    await heading(parent.page, /Welcome/)
    await therapist.page.getByRole('complementary').getByText(/Luc/).waitFor()
    await press(therapist.page, 'Use a big screen')
    const code = await therapist.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent()
    await pictures('big-screen-code', therapist)
    // No person is as fast as this test: a window takes Escape a moment after it can be seen.
    await until(async () => {
      await therapist.page.keyboard.press('Escape')
      return (await therapist.page.getByRole('dialog').count()) === 0
    })
    await screen.page.goto('/screen')
    await field(screen.page, /Code/).fill(code?.toLowerCase() ?? '')
    await pictures('door', screen)
    await press(screen.page, 'Show the visit')
    await heading(screen.page, 'Join with your phone')
    await pictures('welcome', therapist, parent, screen)
    await lookForBarriers(therapist, parent, screen)
    expect(await visit()).toMatchObject({ place: 'look-back', screenCount: 1 })
  })

  test('everybody looks back at the same goal', async () => {
    await press(therapist.page, 'Next')
    for (const { page } of [therapist, parent, screen]) await heading(page, 'How is it going?')
    const title = await parent.page.getByRole('heading', { level: 2 }).first().textContent()
    await screen.page.getByRole('heading', { level: 2, name: title ?? '' }).waitFor()
    await pictures('look-back', therapist, parent, screen)
    expect(await screen.page.getByText(title ?? '').count()).toBe(1)
  })

  test('what each writes alone reaches no other device before Show, by no way at all', async () => {
    await therapist.page.getByRole('button', { name: 'Choose' }).click()
    await heading(parent.page, 'What matters most now?')
    const own = field(parent.page, /What matters most to your family/)
    await own.pressSequentially('Zubettgehen ohne Weinen', { delay: 20 })
    await press(parent.page, 'I am ready')
    await field(therapist.page, /as you see it/).fill('Fragenstellen im Kindergarten')
    await therapist.page.getByRole('complementary').getByText('ready').first().waitFor()
    await screen.page.getByText('ready').first().waitFor()
    await pictures('write', therapist, parent, screen)
    await lookForBarriers(therapist, parent, screen)
    await press(therapist.page, 'I am ready')
    await until(async () => (await visit())?.people.every(({ isReady }) => isReady) === true)
    for (const { page } of [therapist, screen]) expect(heard.get(page)?.join('\n')).not.toContain('Weinen')
    for (const { page } of [parent, screen]) expect(heard.get(page)?.join('\n')).not.toContain('Fragenstellen')
    // Asked for openly it is not told either.
    const ask = (page: Page, path: string) => page.evaluate(async (address) => (await fetch(address)).text(), path)
    expect(await ask(therapist.page, `/api/plans/${planId}/visit`)).not.toContain('Weinen')
    expect(await ask(screen.page, '/api/screen')).not.toMatch(/Weinen|Fragenstellen/)

    await press(therapist.page, 'Show our words')
    for (const { page } of [therapist, parent, screen]) {
      await page.getByText('Zubettgehen ohne Weinen').waitFor()
      await page.getByText('Fragenstellen im Kindergarten').waitFor()
      // And now it is heard, so that not hearing it before meant something.
      await until(() => heard.get(page)?.join('\n').includes(page === parent.page ? 'Fragenstellen' : 'Weinen') === true)
    }
  })

  test('[access 1] a private note: of the parent for the therapists only, of the clinician for nobody else, and neither on the big screen', async () => {
    await press(parent.page, 'Private note')
    await parent.page.getByRole('dialog', { name: 'Private note' }).getByText(/can read it\./).waitFor()
    await field(parent.page, 'What do you want to say?').fill('Elternwort im Vertrauen')
    await pictures('private', parent)
    await lookForBarriers(parent)
    await press(parent.page, 'Save private note')
    // That it is saved is said once the server has it.
    const said = parent.page.getByRole('status').first()
    await until(async () => (await said.innerText()).includes('Saved'))
    expect(await said.innerText()).not.toContain('Private note saved')
    await press(therapist.page, 'Private note')
    await goInto(field(therapist.page, 'My private notes'))
    await therapist.page.keyboard.type('Fachwort nur fuer mich')
    await pictures('private', therapist)
    await lookForBarriers(therapist)
    await therapist.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await until(() => heard.get(therapist.page)?.join('\n').includes('Elternwort') === true)
    for (const { page } of [parent, screen]) expect(heard.get(page)?.join('\n')).not.toContain('Fachwort')
    expect(heard.get(screen.page)?.join('\n')).not.toContain('Elternwort')
    // It is there again, for who wrote it.
    await press(therapist.page, 'Private note')
    await therapist.page.getByText('Fachwort nur fuer mich').waitFor()
    await therapist.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  })

  test('each puts the goals in an own order', async () => {
    await parent.page.getByRole('button', { name: 'Down' }).first().click()
    await therapist.page.getByText(/Luc\S+: 2/).first().waitFor()
    await screen.page.getByText(/Luc\S+: 2/).first().waitFor()
    await pictures('together', therapist, parent, screen)
    await lookForBarriers(therapist, parent, screen)
    expect((await visit())?.people.map(({ ranking }) => ranking.length)).toEqual([0, 3])
  })

  test('both write one goal at once and see each other\'s caret; a key is on the other devices at once', { timeout: 120_000 }, async () => {
    const goals = async () => (await answerTo<{ goals: unknown[] }>('content')).goals.length
    const goalsBefore = await goals()
    await pressTwice(therapist.page, 'Write a new goal together', '**/visit/go')
    await heading(parent.page, 'Say it as one goal')
    expect(await goals()).toBe(goalsBefore + 1)
    const [left, right] = [field(therapist.page, 'Our goal'), field(parent.page, 'Our goal')]
    await goInto(left)
    await therapist.page.keyboard.type('Mateo falls asleep')
    await until(async () => (await words(right)) === 'Mateo falls asleep')
    await therapist.page.keyboard.press('Home')
    await goInto(right)
    await parent.page.keyboard.press('End')
    await Promise.all([therapist.page.keyboard.type('By spring ', { delay: 30 }), parent.page.keyboard.type(' in his own bed', { delay: 30 })])
    await parent.page.locator('.caret-name').first().waitFor()
    await therapist.page.locator('.caret-name').first().waitFor()
    await until(async () => (await words(left)) === 'By spring Mateo falls asleep in his own bed' && (await words(right)) === (await words(left)))
    await pictures('draft', therapist, parent)
    const whole = await words(left)
    await screen.page.getByRole('heading', { name: whole }).waitFor()
    await pictures('draft', screen)

    const waits: number[] = []
    for (const letter of 'abcdefghij') {
      const before = await words(right)
      const seen = right.evaluate((element, then) => new Promise<number>((resolve) => {
        const look = () => {
          if ((element.textContent.match(/[a-z]/g)?.length ?? 0) > then) resolve(Date.now())
          else setTimeout(look, 2)
        }
        look()
      }), (await right.evaluate((element) => element.textContent.match(/[a-z]/g)?.length ?? 0)))
      const sentAt = Date.now()
      await therapist.page.keyboard.type(letter)
      waits.push((await seen) - sentAt)
      await until(async () => (await words(right)) !== before)
    }
    process.stdout.write(`a key press on the other device: ${waits.join(', ')} ms\n`)
    for (let i = 0; i < 10; i += 1) await therapist.page.keyboard.press('Backspace')
    await expect.poll(() => words(right), { timeout: 10_000 }).toBe(whole)
  })

  test(`a network cut of ${cutSeconds} s merges with no question asked`, async () => {
    await goInto(field(parent.page, 'How the family says it'))
    await parent.context.setOffline(true)
    await parent.page.keyboard.type('Bedtime without tears')
    await goInto(field(therapist.page, 'Why it matters'))
    await therapist.page.keyboard.type('Everybody sleeps')
    await new Promise((resolve) => setTimeout(resolve, cutSeconds * 1000))
    await pictures('offline', parent)
    await parent.context.setOffline(false)
    await until(async () => (await words(field(therapist.page, 'How the family says it'))) === 'Bedtime without tears')
    await until(async () => (await words(field(parent.page, 'Why it matters'))) === 'Everybody sleeps')
    expect(await parent.page.getByRole('dialog').count()).toBe(0)
    await screen.page.getByText('Bedtime without tears').waitFor()
  }, cutSeconds * 1000 + 90_000)

  test('the five lines are asked one at a time', async () => {
    await press(therapist.page, /^Next:/)
    await heading(parent.page, 'How will we see it?')
    await goInto(field(parent.page, /what will we see/))
    await parent.page.keyboard.type('Asleep by eight, four nights of seven')
    await press(therapist.page, 'Next line')
    await goInto(field(therapist.page, /on a normal day/))
    await therapist.page.keyboard.type('Two hours of calling us')
    await parent.page.getByRole('definition').filter({ hasText: 'Two hours of calling us' }).waitFor()
    await screen.page.getByText('Asleep by eight, four nights of seven').waitFor()
    await pictures('ladder', therapist, parent, screen)
    await lookForBarriers(therapist, parent, screen)
    expect(await parent.page.getByRole('definition').count()).toBe(2)
  })

  test('one strategy for the parent; then the words are kept to agree to, once', { timeout: 120_000 }, async () => {
    await press(therapist.page, /^Next:/)
    await heading(parent.page, 'One thing to try at home')
    await parent.page.getByRole('button', { name: 'I try this', pressed: false }).first().click()
    await screen.page.getByText(/✓ Luc/).first().waitFor()
    // By key: under a finger the button moves away from the second tap.
    await therapist.page.getByRole('button', { name: 'Something new to try' }).focus()
    for (const key of ['Enter', 'Enter']) await therapist.page.keyboard.press(key)
    const fresh = therapist.page.getByRole('textbox', { name: 'What do we try?' })
    await goInto(fresh)
    await therapist.page.keyboard.type('A story before lights out')
    await parent.page.getByRole('heading', { name: 'A story before lights out' }).waitFor()
    expect(await fresh.count()).toBe(1)
    expect(await parent.page.getByText('Without words yet').count()).toBe(0)
    await pictures('strategy', therapist, parent, screen)
    await lookForBarriers(therapist, parent, screen)
    const kept = async () => (await answerTo<VersionList>('versions')).versions.filter(({ kind }) => kind === 'agreed').length
    const before = await kept()
    await pressTwice(therapist.page, 'Next: do we all agree?', '**/visit/words')
    for (const { page } of [therapist, parent, screen]) await heading(page, 'Is this right for you?')
    expect(await kept()).toBe(before + 1)
  })

  test('[access 8] each agrees on an own device, to the words that were kept and stand on its screen', { timeout: 120_000 }, async () => {
    const yes = parent.page.getByRole('button', { name: 'I agree' })
    const device = openDevice({ url: server.socketUrl, planId, partId: 'plan', cookie: await server.signIn('hana'), origin: server.url })
    await until(() => device.provider.synced)
    const goal = [...device.doc.getMap<Y.Map<unknown>>('goals').values()].find((one) => String(one.get('title')).includes('falls asleep'))
    const title = goal?.get('title') as Y.XmlFragment
    lineIn(title).insert(0, 'Soon: ')
    await device.settled()
    device.close()
    const notice = parent.page.getByRole('alert').filter({ hasText: 'Somebody changed the words' })
    await notice.waitFor()
    await until(() => yes.isDisabled())
    await therapist.page.getByText('Somebody changed the words after they were kept').waitFor()
    await pictures('agree-changed', therapist, parent)
    await yes.scrollIntoViewIfNeeded()
    await pictures('agree-changed-button', parent)
    await lookForBarriers(therapist, parent)
    await press(therapist.page, 'Keep the new words')
    await until(() => yes.isEnabled())
    expect(await notice.count()).toBe(0)
    // A screen that is cut off may show old words.
    await parent.context.setOffline(true)
    await parent.page.getByText('These may be old words').waitFor()
    expect(await yes.isDisabled()).toBe(true)
    await yes.scrollIntoViewIfNeeded()
    await pictures('agree-offline', parent)
    await parent.context.setOffline(false)
    await until(() => yes.isEnabled())
    expect((await visit())?.signatures).toEqual([])
    await press(parent.page, 'I agree')
    await parent.page.getByText('You agree to these words.').waitFor()
    await therapist.page.getByRole('complementary').getByText('agrees').waitFor()
    await press(therapist.page, 'I agree')
    await until(async () => (await screen.page.getByText('✓ agrees').count()) === 2)
    await pictures('agree', therapist, parent, screen)
    await lookForBarriers(therapist, parent, screen)
    expect((await visit())?.signatures).toHaveLength(2)
  })

  test('ending it cuts a version, leaves a page to take home, and the big screen goes dark', { timeout: 120_000 }, async () => {
    await press(therapist.page, 'Next: To take home')
    // Its last letters go out, though the card is taken away at once.
    await field(therapist.page, 'Our next visit').fill('Thursday at ten. Bring a video of bedtime.')
    await press(therapist.page, /^Back$/)
    await until(async () => (await visit())?.nextWords === 'Thursday at ten. Bring a video of bedtime.')
    await press(therapist.page, 'Next: To take home')
    await parent.page.getByText('Bring a video of bedtime.').waitFor()
    await pictures('home', therapist, parent, screen)
    await press(therapist.page, 'End the visit')
    await press(therapist.page, 'End it for everybody')
    for (const { page } of [therapist, parent]) await page.getByText('is over. This page stays here').waitFor()
    await screen.page.getByText('The visit is over. Thank you.').waitFor()
    const answer = await fetch(`${server.url}/api/plans/${planId}/versions`, { headers: { cookie: await server.signIn('lucia') } })
    const { versions } = (await answer.json()) as VersionList
    const agreed = versions.find(({ kind }) => kind === 'agreed')
    expect(versions.find(({ kind }) => kind === 'visit')?.label).toMatch(/^Visit of /)
    expect(agreed?.agreements.map(({ dissent, hasChanged }) => ({ dissent, hasChanged }))).toEqual([
      { dissent: null, hasChanged: false }, { dissent: null, hasChanged: false },
    ])
    // What is changed after the visit is not on the page of the visit.
    const device = openDevice({ url: server.socketUrl, planId, partId: 'plan', cookie: await server.signIn('hana'), origin: server.url })
    await until(() => device.provider.synced)
    device.doc.transact(() => {
      for (const goal of device.doc.getMap<Y.Map<unknown>>('goals').values()) goal.set('status', 'ended')
    })
    await device.settled()
    device.close()
    await parent.page.reload()
    await parent.page.getByText('is over. This page stays here').waitFor()
    await parent.page.getByRole('heading', { name: /^Our goals?$/ }).waitFor()
    expect(await parent.page.getByRole('article').getByRole('listitem').filter({ hasText: 'falls asleep' }).count()).toBe(1)
    await pictures('take-home', therapist, parent, screen)
    await lookForBarriers(therapist, parent)
    await parent.page.emulateMedia({ media: 'print' })
    await picture(parent.page, 'visit-take-home-print')
    await parent.page.emulateMedia({ media: null })
    expect(await screen.page.evaluate(async () => (await fetch('/api/screen')).status)).toBe(401)
  })

  test('a browser in which somebody is signed in becomes a big screen only after signing out', async () => {
    await press(therapist.page, 'Start a visit')
    await heading(therapist.page, /Welcome/)
    await press(therapist.page, 'Use a big screen')
    const code = (await therapist.page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent()) ?? ''
    const own = await sitDown(browser, { url: server.url, cookie: await server.signIn('hana'), size: laptop })
    await own.page.goto(`/screen/${code}`)
    await press(own.page, 'Show the visit')
    await own.page.getByText('Whoever stands at this screen could open your plans.').waitFor()
    await picture(own.page, 'visit-screen-signed-in')
    await lookForBarriers(own)
    await press(own.page, 'Sign out here')
    // The page has the same address before and after.
    await own.page.getByText('Whoever stands at this screen could open your plans.').waitFor({ state: 'detached' })
    await own.page.waitForURL(/\/screen\//)
    await press(own.page, 'Show the visit')
    await heading(own.page, 'Join with your phone')
    // From here no way leads to a plan.
    expect(await own.page.getByRole('link').count()).toBe(0)
    await own.page.goto(`/c/${planId}/plan`)
    await own.page.waitForURL(/sign-in/)
    await own.context.close()
  })

  test('nothing went wrong in any of the browsers', () => {
    const isExpected = (problem: string) => /ERR_INTERNET_DISCONNECTED|WebSocket|401|status of 40/.test(problem)
    for (const { problems } of [therapist, parent, screen]) expect(problems.filter((problem) => !isExpected(problem))).toEqual([])
  })
})
