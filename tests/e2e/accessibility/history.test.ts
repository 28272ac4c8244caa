/** WCAG 2.2 AA on the history: the overview, a version, a comparison, and every window. */
import { expect, test } from 'vitest'
import type { VersionList } from '#shared/version/api.ts'
import { state, typeIntoGoal } from '../../devices/own-device.ts'
import { picture } from '../../support/browser.ts'
import { until } from '../../support/device.ts'
import { planOf } from '../../support/server-process.ts'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk()

test('the history: overview, a version, a comparison, and every window', { timeout: 240_000 }, async () => {
  const { sit, look, of, server } = walk()
  const page = await sit('hana')
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const shut = () => until(async () => {
    await page.keyboard.press('Escape')
    return (await page.getByRole('dialog').count()) === 0
  })
  const answer = await fetch(`${server.url}/api/plans/${planOf(server, 'plan-mateo')}/versions`, { headers: { cookie: await server.signIn('hana') } })
  const first = ((await answer.json()) as VersionList).versions.at(-1)?.id ?? ''
  await page.goto(of('plan-mateo', 'plan'))
  await typeIntoGoal(page, ' Every day.')
  await state(page, 'saved')
  await page.goto(of('plan-mateo', 'history'))
  await page.locator('main li').first().waitFor()
  await look(page, 'history')
  await press('Keep a version')
  await page.getByRole('dialog').waitFor()
  await look(page, 'keep a version')
  await shut()
  await press('Agree to the plan as it is now')
  await page.getByRole('button', { name: 'I agree' }).waitFor()
  await look(page, 'agree')
  await page.goto(of('plan-mateo', `history?at=${first}&view=plan`))
  await page.locator('main article').first().waitFor()
  await look(page, 'a version')
  // Paper holds the words, and nothing that can be pressed lies over them.
  await page.emulateMedia({ media: 'print' })
  for (const control of [page.getByRole('button'), page.getByRole('link', { name: 'Skip to the content' })]) expect(await control.count()).toBe(0)
  await picture(page, 'version-on-paper')
  await page.emulateMedia({ media: null })
  await page.goto(of('plan-mateo', `history?from=${first}&to=now`))
  await page.locator('main section li').first().waitFor()
  await look(page, 'two versions compared')
  await press('Bring this goal back')
  await page.getByRole('dialog').getByRole('button', { name: /^Bring .*back/ }).and(page.locator(':enabled')).waitFor()
  await look(page, 'bring back')
  expect(walk().found()).toEqual([])
})
