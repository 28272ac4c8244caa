/** WCAG 2.2 AA on the children, the people around one, and joining with an invitation. */
import { expect, test } from 'vitest'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk(/status of 40/)

test('the children, people and every window of theirs, and joining with an invitation', { timeout: 240_000 }, async () => {
  const { sit, look, of } = walk()
  const page = await sit('hana')
  await page.goto('/children')
  await page.getByRole('link', { name: /Mateo/ }).waitFor()
  await look(page, 'children')
  await page.getByRole('button', { name: 'New child' }).click()
  await page.getByRole('dialog').waitFor()
  await look(page, 'new child')
  await page.goto(of('plan-mateo', 'people'))
  await page.getByText('Joy Abara').waitFor()
  await look(page, 'people')
  await page.getByRole('button', { name: 'More for Joy Abara' }).click()
  await page.getByRole('menuitem').first().waitFor()
  await look(page, 'menu of a person')
  for (const name of ['Change role', 'Remove from the care team']) {
    if (!(await page.getByRole('menu').isVisible())) await page.getByRole('button', { name: 'More for Joy Abara' }).click()
    await page.getByRole('menuitem', { name }).click()
    await page.getByRole('dialog').waitFor()
    await look(page, name)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await page.getByRole('button', { name: 'Invite someone' }).click()
  await page.getByRole('radio').first().waitFor({ state: 'attached' })
  await look(page, 'invite')
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  const link = page.getByText(`${walk().server.url}/join/`)
  await link.waitFor()
  await look(page, 'invitation')

  const newcomer = await sit()
  await newcomer.goto(await link.innerText())
  await newcomer.getByLabel('Your name').waitFor()
  await look(newcomer, 'join with an invitation')
  await newcomer.getByLabel('Your name').fill('Ife Okoro')
  await newcomer.getByLabel(/E-mail/).fill('ife@example.org')
  await newcomer.getByLabel(/password/i).fill('seven green umbrellas')
  await newcomer.getByRole('button', { name: /^Join/ }).click()
  await newcomer.getByRole('heading', { name: /emergency/ }).waitFor()
  await look(newcomer, 'three facts')
  expect(walk().found()).toEqual([])
})

