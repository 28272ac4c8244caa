/** A person's own device for tests in a browser: what a browser keeps in a folder, and a server behind a cable. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type { PlanContent } from '#shared/plan/api.ts'
import { builtClientDir } from '../../server/build-client.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { bringCookie, laptop, openOwnBrowser, openPage, type Desk } from '../support/browser.ts'
import { openCable, type Cable } from '../support/cable.ts'
import { until } from '../support/device.ts'
import { freePort } from '../support/free-port.ts'

export type Home = {
  readonly app: TestApp
  readonly plan: TestPlan
  readonly cable: Cable
  readonly url: string
  /** A folder of a browser that was never used. */
  newDevice(): string
  /** Starts the browser of a device. The sign-in is brought along: browsers write cookies to disk every half minute only. */
  start(folder: string, person: TestPerson, size?: typeof laptop): Promise<Desk>
  /** Changes something at the server, as this person and from our own pages. Throws where it is refused. */
  act(who: TestPerson, method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<void>
  /** What the plan says, as the server shows it to its lead. */
  content(): Promise<PlanContent>
  /** Every note that the server has. */
  noteWords(): Promise<unknown[]>
  /** Ends all browsers and mends the cable. */
  tidy(): Promise<void>
  close(): Promise<void>
}

/** A server with one plan, which devices reach through a cable. */
export async function openHome(clientDir: string = builtClientDir): Promise<Home> {
  const port = await freePort()
  const cable = await openCable(port)
  const url = `http://localhost:${cable.port}`
  const app = await openTestApp('sqlite', { publicUrl: url, overrides: { clientDir } })
  await app.app.listen({ port, host: '127.0.0.1' })
  const plan = await app.plan('Mika')
  const content = async () => (await app.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>()
  const folders: string[] = []
  const open: BrowserContext[] = []
  const tidy = async () => {
    cable.mend()
    await Promise.all(open.splice(0).map((context) => context.close().catch(() => undefined)))
  }
  return {
    app, plan, cable, url, tidy,
    newDevice: () => {
      const folder = mkdtempSync(join(tmpdir(), 'samepage-device-'))
      folders.push(folder)
      return folder
    },
    start: async (folder, person, size = laptop) => {
      const context = await openOwnBrowser(folder, { url, size })
      open.push(context)
      await bringCookie(context, url, person.cookie)
      return openPage(context)
    },
    act: async (who, method, path, body) => {
      const headers = { origin: url, cookie: who.cookie }
      const answer = await app.app.inject({ method, url: path, headers, ...(body && { payload: body }) })
      if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`)
    },
    content,
    noteWords: async () => (await content()).entries.map((entry) => entry.text),
    close: async () => {
      await tidy()
      await cable.close()
      await app.close()
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** kill -9 of a browser with all of its processes at once: the one that was told the folder leads their group. */
export function killBrowser(folder: string): void {
  const isFirst = (args: string) => args.includes(`--user-data-dir=${folder}\0`) && !args.includes('--type=')
  const commandOf = (process: string) => {
    try {
      return readFileSync(`/proc/${process}/cmdline`, 'utf8')
    } catch {
      return ''
    }
  }
  const browser = Number(readdirSync('/proc').find((name) => /^\d+$/.test(name) && isFirst(commandOf(name))))
  const groupOf = (process: number | 'self') =>
    Number(readFileSync(`/proc/${process}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[2])
  if (groupOf(browser) === groupOf('self')) throw new Error('the browser is in the group of the tests')
  process.kill(-groupOf(browser), 'SIGKILL')
  // Its files are free once it is gone; until its parent has heard of that it is still listed.
  const state = () => (existsSync(`/proc/${browser}/stat`) ? readFileSync(`/proc/${browser}/stat`, 'utf8').split(') ').at(-1)?.[0] : 'Z')
  while (state() !== 'Z') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
}

/** Waits until the save mark says this. */
export const state = (page: Page, name: string): Promise<void> =>
  page.locator(`[data-save-state="${name}"]`).first().waitFor({ timeout: 20_000 })

/** Says that this is the person's own device, and waits until it could be carried off. */
export async function makeOwn(page: Page, planId: string): Promise<void> {
  await page.goto(`/c/${planId}/notes`)
  await page.getByRole('button', { name: /yes, it is mine/i }).click()
  await page.getByText(/this browser may remove the copy/i).waitFor()
  await page.getByRole('button', { name: /^ok$/i }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await state(page, 'saved')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const copies = await page.evaluate(async (id) => {
    const { parts } = (await (await fetch(`/api/plans/${id}`)).json()) as { parts: { id: string }[] }
    return parts.length
  }, planId)
  await until(async () => (await count(page, 'copies')) === copies && (await count(page, 'answers')) >= 4)
}

/** How many rows a store of the device's database has. */
export const count = (page: Page, store: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('samepage')
        opening.addEventListener('error', () => reject(new Error('no database')))
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction(name).objectStore(name).count()
          counting.addEventListener('success', () => {
            opening.result.close()
            resolve(counting.result)
          })
        })
      }),
    store,
  )

/** Puts words at the end of the first goal. Without one, a new goal begins with them. */
export async function typeIntoGoal(page: Page, words: string): Promise<void> {
  const goal = page.locator('article[id^="goal-"]').getByRole('textbox', { name: /^Goal \d+$/ }).first()
  const add = page.getByRole('button', { name: /add.*goal/i }).first()
  // The goals and the button come together: a look before that would find no goal in a plan that has one.
  await add.waitFor()
  if ((await goal.count()) === 0) await add.click()
  else await goal.click()
  await page.locator('.ProseMirror-focused').waitFor()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(words)
}

/** Writes a note and saves it. */
export async function addNote(page: Page, words: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /what did you see/i })
  const opener = page.getByRole('button', { name: /add a note/i }).first()
  await field.or(opener).first().waitFor()
  // On a phone the note is written in a window of its own.
  if ((await field.count()) === 0) await opener.click()
  await field.fill(words)
  await page.getByRole('button', { name: /save note/i }).click()
  await page.locator('article', { hasText: words }).or(page.getByText(words)).first().waitFor()
}

/** The files of a device in which these words are, spelled as browsers do. */
export function filesWith(folder: string, words: string): string[] {
  const spellings = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le')]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      // A browser that is running takes files away between the list and the look.
      const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
      return spellings.some((spelling) => content.includes(spelling))
    })
}
