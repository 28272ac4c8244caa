/**
 * How fast pages feel: `npm run bench -- --pages`, after `npm run build`. A phone with a processor four times slower than
 * this machine, 9 Mbit/s and 100 ms; medians of five. `--short` measures once: to try it out.
 */
import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields, stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { fillText } from '#shared/plan/text.ts'
import type { TestApp, TestPerson } from '../support/app.ts'
import { laptop, openBrowser, phone, sitDown } from '../support/browser.ts'
import { openDevice, until, type Device } from '../support/device.ts'
import { openServedApp } from '../support/served-app.ts'
import { median, percentile } from './statistics.ts'

type Home = { app: TestApp; browser: Browser; url: string; planId: string; parent: TestPerson & { memberId: string }; lead: TestPerson }
type Row = { name: string; gateMs: number; valueMs: number }

/** Measures everything and says it as a table. */
export async function measurePages(isShort: boolean, say: (words: string) => void): Promise<void> {
  const rounds = isShort ? 1 : 5
  const home = await openHome()
  try {
    await writePlan(home)
    const rows = [...(await textBox(home, rounds)), await caret(home, rounds), ...(await keysAndClicks(home, rounds))]
    say('| what | gate | measured | |\n|---|---|---|---|')
    for (const { name, gateMs, valueMs } of rows) say(`| ${name} | ${gateMs} ms | ${Math.round(valueMs)} ms | ${valueMs <= gateMs ? 'held' : '**not held**'} |`)
  } finally {
    await home.browser.close()
    await home.app.close()
  }
}

async function openHome(): Promise<Home> {
  const { app, url } = await openServedApp()
  const { planId, lead } = await app.plan('Mika')
  return { app, browser: await openBrowser(), url, planId, lead, parent: await app.member(planId, 'guardian', 'Maeve Orr') }
}

const deviceOf = ({ url, planId }: Home, { cookie }: TestPerson, partId: string): Device =>
  openDevice({ url: url.replace('http', 'ws'), planId, partId, cookie, origin: url })

const textIn = (entity: Y.Map<unknown>, key: string) => entity.get(key) as Y.XmlFragment

/** 30 goals, 60 strategies of three steps, 500 notes. */
async function writePlan(home: Home): Promise<void> {
  const plan = deviceOf(home, home.lead, 'plan')
  await until(() => plan.provider.synced)
  const add = (list: Y.Map<unknown>, entity: Y.Map<unknown>, title: string, field = 'title') => {
    entity.set('order', keyAtEnd(list))
    list.set(randomUUID(), entity)
    fillText(textIn(entity, field), title)
  }
  for (let i = 0; i < 30; i += 1) {
    plan.doc.transact(() => {
      add(plan.doc.getMap('goals'), newEntity(goalFields, { status: 'active' }), `Asks for help with two words, ${i}`)
      for (let j = 0; j < 2; j += 1) {
        const strategy = newEntity(strategyFields, { status: 'learning' })
        add(plan.doc.getMap('strategies'), strategy, `Wait and look, ${i} and ${j}`)
        for (let k = 0; k < 3; k += 1) add(strategy.get('steps') as Y.Map<unknown>, newEntity(stepFields, {}), `Wait for five seconds before you help, ${k}`, 'text')
      }
    })
    await plan.settled()
  }
  plan.close()
  const journal = deviceOf(home, home.parent, 'journal.team')
  await until(() => journal.provider.synced)
  for (let i = 0; i < 500; i += 100) {
    journal.doc.transact(() => {
      for (let j = i; j < i + 100; j += 1) {
        const at = `${new Date(Date.UTC(2026, 9, 1) - j * 8 * 3_600_000).toISOString().slice(0, 19)}+00:00`
        const entry = newEntity(entryFields, { kind: 'observation', author: home.parent.memberId, createdAt: at, happenedAt: at, zone: 'UTC', status: 'final' })
        journal.doc.getMap('entries').set(randomUUID(), entry)
        fillText(textIn(entry, 'text'), `Note ${j}: he waited for his turn at the slide and then asked for help with two words.`)
      }
    })
    await journal.settled()
  }
  journal.close()
}

/** A processor four times slower, 9 Mbit/s and 100 ms. */
async function slowDown(page: Page, hasNetwork = true): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const bytesPerSecond = 9_000_000 / 8
  if (hasNetwork) await session.send('Network.emulateNetworkConditions', { offline: false, latency: 100, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond })
}

/** Milliseconds of the page's own clock, from the start of its loading until something can be used. */
async function timeUntil(page: Page, address: string, isReady: (page: Page) => Promise<void>): Promise<number> {
  await page.goto(address, { waitUntil: 'commit' })
  await isReady(page)
  return page.evaluate(() => performance.now())
}

const inTextBox = async (page: Page): Promise<void> => void (await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA', undefined, { polling: 'raf', timeout: 60_000 }))

/** The icon of the home screen: with nothing on the device, with everything on it, and without a network. */
async function textBox({ browser, url, parent }: Home, rounds: number): Promise<Row[]> {
  const times: Record<'cold' | 'warm' | 'offline', number[]> = { cold: [], warm: [], offline: [] }
  for (let i = 0; i < rounds; i += 1) {
    const { context, page } = await sitDown(browser, { url, cookie: parent.cookie, size: phone, isKnownDevice: false })
    await slowDown(page)
    times.cold.push(await timeUntil(page, '/today?add', inTextBox))
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /own device|my own|mine/i }).first().click()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(3000)
    // An icon opens the app where it is not open.
    await page.close()
    times.warm.push(await again(context, true, inTextBox))
    await context.setOffline(true)
    times.offline.push(await again(context, false, inTextBox))
    await context.close()
  }
  const row = (name: string, of: keyof typeof times, gateMs: number): Row => ({ name: `text box on Today, ${name}`, gateMs, valueMs: median(times[of]) })
  return [row('cold', 'cold', 1800), row('warm', 'warm', 800), row('offline', 'offline', 800)]
}

/** Opens the app once more in a page of its own, as an icon does. */
async function again(context: BrowserContext, hasNetwork: boolean, isReady: (page: Page) => Promise<void>): Promise<number> {
  const page = await context.newPage()
  await slowDown(page, hasNetwork)
  const time = await timeUntil(page, '/today?add', isReady)
  await page.close()
  return time
}

const firstGoal = (page: Page): Locator => page.getByRole('textbox', { name: 'Goal 1', exact: true })

/** The plan of 30 goals, on a device that has nothing: until letters go into the first goal. */
async function caret({ browser, url, planId, parent }: Home, rounds: number): Promise<Row> {
  const times: number[] = []
  for (let i = 0; i < rounds; i += 1) {
    const { context, page } = await sitDown(browser, { url, cookie: parent.cookie, size: phone })
    await slowDown(page)
    times.push(
      await timeUntil(page, `/c/${planId}/plan`, async () => {
        await firstGoal(page).click({ timeout: 60_000 })
        await page.locator('.ProseMirror-focused').waitFor({ timeout: 60_000 })
      }),
    )
    await context.close()
  }
  return { name: 'caret in the plan of 30 goals, 60 strategies, 500 notes', gateMs: 2500, valueMs: median(times) }
}

/** Keeps how long it takes from each key and click to the frame that shows it. */
const recordFrames = () => {
  const times: Record<'keydown' | 'click', number[]> = { keydown: [], click: [] }
  Object.assign(globalThis, { times })
  for (const type of ['keydown', 'click'] as const) {
    addEventListener(type, ({ timeStamp }) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      // After the frame is drawn.
      port1.addEventListener('message', () => times[type].push(performance.now() - timeStamp))
      port1.start()
      port2.postMessage(null)
    }), { capture: true })
  }
}
const timesOf = (page: Page, type: 'keydown' | 'click'): Promise<number[]> =>
  page.evaluate((of) => (globalThis as unknown as { times: Record<string, number[]> }).times[of]?.splice(0) ?? [], type)

/** Keys beside five people who type, and clicks, at a laptop; keys on the slow phone as well. */
async function keysAndClicks(home: Home, rounds: number): Promise<Row[]> {
  const { browser, url, planId, parent } = home
  const typists = await startTypists(home)
  const keys: Record<'plain' | 'slow', number[]> = { plain: [], slow: [] }
  const clicks: number[] = []
  for (const [name, size] of [['plain', laptop], ['slow', phone]] as const) {
    const { context, page } = await sitDown(browser, { url, cookie: parent.cookie, size })
    await page.goto(`/c/${planId}/plan`)
    await firstGoal(page).click({ timeout: 60_000 })
    await page.locator('.ProseMirror-focused').waitFor()
    if (name === 'slow') await slowDown(page)
    await page.evaluate(recordFrames)
    for (let i = 0; i < rounds; i += 1) {
      await page.keyboard.type(' we wait for her words ', { delay: 90 })
      for (let j = 0; j < 23; j += 1) await page.keyboard.press('Backspace', { delay: 40 })
    }
    keys[name] = await timesOf(page, 'keydown')
    if (name === 'plain') {
      const toggles = page.locator('summary, button[aria-expanded]')
      for (let i = 0; i < rounds * 4; i += 1) await toggles.nth(i % 4).click({ timeout: 5000 }).catch(() => undefined)
      await page.goto(`/c/${planId}/notes`)
      await page.getByRole('article').first().waitFor()
      await page.evaluate(recordFrames)
      for (let i = 0; i < rounds * 4; i += 1) await page.getByRole('button', { name: 'Wins first' }).or(page.getByRole('radio', { name: 'Wins first' })).first().click()
      clicks.push(...(await timesOf(page, 'click')))
    }
    await context.close()
  }
  typists()
  const row = (name: string, gateMs: number, values: readonly number[]): Row => ({ name: `${name} (${values.length})`, gateMs, valueMs: percentile(values, 0.95) })
  return [
    row('key to paint beside five typists, p95', 32, keys.plain),
    row('the same on the slow phone, p95', 80, keys.slow),
    row('a click on this device, p95', 50, clicks),
  ]
}

/** Five people who type into the plan, each a letter every 150 ms. Returns how to end it. */
async function startTypists(home: Home): Promise<() => void> {
  const devices = await Promise.all(Array.from({ length: 5 }, async (_, i) => {
    const person = await home.app.member(home.planId, 'guardian', `Sam ${i}`)
    const device = deviceOf(home, person, 'plan')
    await until(() => device.provider.synced)
    return device
  }))
  const timers = devices.map(({ doc }, i) => {
    const goals = [...doc.getMap<Y.Map<unknown>>('goals').values()].toSorted((one, other) => String(one.get('order')).localeCompare(String(other.get('order'))))
    const line = (textIn(goals[i] as Y.Map<unknown>, 'title').get(0) as Y.XmlElement).get(0) as Y.XmlText
    return setInterval(() => (line.length > 120 ? line.delete(60, 50) : line.insert(line.length, 'word '[line.length % 5] ?? ' ')), 150)
  })
  return () => {
    timers.forEach((timer) => clearInterval(timer))
    devices.forEach((device) => device.close())
  }
}
