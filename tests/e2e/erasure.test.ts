/** [access 4] Something is erased for good while a person's own device holds it, once online and once away. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { count, makeOwn, openHome, state, typeIntoGoal, type Home } from '../devices/own-device.ts'
import { until } from '../support/device.ts'
import type { PlanContent } from '#shared/plan/api.ts'

let home: Home
let planPath: string

beforeAll(async () => {
  home = await openHome()
  planPath = `/c/${home.plan.planId}/plan`
})
afterEach(() => home.tidy())
afterAll(() => home?.close())

/** Two people erase some words of the first goal. */
async function erase(passage: string): Promise<void> {
  const { plan, app } = home
  const guardian = await app.member(plan.planId, 'guardian', 'Gwen')
  const { goals } = await home.content()
  const target = { part: 'plan', entity: 'goal', id: (goals[0] as PlanContent['goals'][number]).id, field: 'title', passage }
  await home.act(guardian, 'POST', `/api/plans/${plan.planId}/erasures`, { target, reason: 'about-someone-else' })
  const { id } = await app.deps.database.db.selectFrom('erasure').select('id').where('decision', 'is', null).executeTakeFirstOrThrow()
  await home.act(plan.lead, 'POST', `/api/plans/${plan.planId}/erasures/${id}/confirm`)
}

test('[access 4] erased words leave an open page and the copy on a device, undo does not bring them back, and unsent words are kept to copy', async () => {
  const tess = await home.app.member(home.plan.planId, 'therapist', 'Tess Vale')
  const { page } = await home.start(home.newDevice(), tess)
  await makeOwn(page, home.plan.planId)
  const copies = await count(page, 'copies')
  await page.goto(planPath)
  await typeIntoGoal(page, 'Asks Zyklop for help.')
  await state(page, 'saved')
  const goal = page.locator('article[id^="goal-"]').first()

  await erase('Zyklop')
  await until(async () => !(await goal.innerText()).includes('Zyklop'))
  await state(page, 'saved')
  expect(await page.getByRole('alert').count()).toBe(0)
  await typeIntoGoal(page, ' Today.')
  await state(page, 'saved')
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('Control+z')
  await state(page, 'saved')
  expect(JSON.stringify(await home.content())).not.toContain('Zyklop')

  await typeIntoGoal(page, ' Grumblewort.')
  await state(page, 'saved')
  home.cable.cut()
  await state(page, 'device-only')
  await typeIntoGoal(page, ' Written on a train.')
  await erase('Grumblewort')
  home.cable.mend()
  await page.getByRole('alert').getByText('Written on a train.').waitFor({ timeout: 30_000 })
  await state(page, 'saved')
  await until(async () => !(await goal.innerText()).includes('Grumblewort'))
  expect(JSON.stringify(await home.content())).not.toContain('train')

  // The copy on the device is a new one: without a network the page opens without the words.
  await until(async () => (await count(page, 'copies')) === copies)
  home.cable.cut()
  await page.reload()
  await goal.waitFor()
  expect(await goal.innerText()).not.toContain('Grumblewort')
  await page.getByText('Written on a train.').waitFor()
}, 240_000)
