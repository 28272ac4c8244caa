/** Words that wait on a device for a plan that no page shows, on a real server. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import type { PlanAccess, PlanContent } from '#shared/plan/api.ts'
import { freshPage, type FreshPage } from '../devices/fresh-page.ts'
import { openTestApp, testOrigin, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { listen, until } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'

let app: TestApp
let plan: TestPlan
let parent: TestPerson & { memberId: string }
let page: FreshPage
let opened: string[]
const pages: EventTarget[] = []

beforeEach(async () => {
  app = await openTestApp()
  plan = await app.plan()
  parent = await app.member(plan.planId, 'therapist', 'Tess Vale')
  const url = await listen(app)
  opened = []
  const { cookie } = parent
  class BrowserSocket extends NodeSocket {
    constructor(address: string) {
      super(address, { headers: { cookie, origin: testOrigin } })
      opened.push(address.replace(url, ''))
    }
  }
  vi.stubGlobal('WebSocket', BrowserSocket)
  vi.stubGlobal('fetch', async (path: string, { method }: { method: 'GET' }) => {
    const { statusCode, body } = await app.ask(parent, method, path)
    return new Response(body, { status: statusCode, headers: { 'content-type': 'application/json' } })
  })
  page = await freshPage()
  await page.deleteDevice()
  page = await start(url)
  page.chooseDevice('own')
  page.allowDevice()
})
afterEach(async () => {
  cutOff()
  vi.unstubAllGlobals()
  await app.close()
})

/** Opens the app anew. */
async function start(url: string): Promise<FreshPage> {
  const next = await freshPage()
  Object.assign(location, { origin: url.replace('ws', 'http') })
  pages.push(window)
  return next
}

/** No page that was opened so far reaches the network any more. */
const cutOff = () => {
  for (const window of pages.splice(0)) window.dispatchEvent(new Event('offline'))
}

const content = async () => (await app.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>()
const send = async () => (await import('../../client/sync/send-others.ts')).sendOthers()

/** Writes into the plan while there is no network, and closes the app. */
async function writeOffline(words: string): Promise<void> {
  const { hold } = await import('../../client/sync/open-sessions.ts')
  const session = hold(plan.planId, (await app.ask(parent, 'GET', `/api/plans/${plan.planId}`)).json<PlanAccess>())
  await until(() => session.connections.every(({ hasSynced, isSaved, copy }) => hasSynced && isSaved && copy.isWritten))
  cutOff()
  const part = session.plan
  part?.change(() => lineOf(part.doc.getMap('about').get('loves')).insert(0, words))
  await until(() => session.connections.every(({ copy }) => copy.isWritten))
  page = await start(await listen(app))
  expect(await page.waitingInCopies()).toBe(1)
  opened.splice(0)
}

test('[S4] what was written without a network is sent at the next start though nobody opens its plan; nothing is opened for no words', async () => {
  await writeOffline('trains')
  expect((await content()).about.loves).toBe('')
  await send()
  await until(async () => (await content()).about.loves === 'trains')
  await until(async () => (await page.waitingInCopies()) === 0)
  // It is open already, and then there is nothing to send.
  await send()
  page = await start(await listen(app))
  await send()
  // A plan connects once its copies are read.
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(opened).toEqual([`/sync/${plan.planId}`])
})

test('[A5] words for a plan that this person may not open any more are put aside', async () => {
  await writeOffline('boats')
  expect((await app.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${parent.memberId}`)).statusCode).toBeLessThan(300)
  await send()
  expect(page.refusedOf(plan.planId)).toMatchObject([{ partId: 'plan', words: 'boats' }])
  expect(await page.waitingInCopies()).toBe(0)
  expect(opened).toEqual([])
})
