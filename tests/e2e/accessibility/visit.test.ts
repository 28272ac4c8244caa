/** WCAG 2.2 AA in a visit, from the door to the page to take home. */
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { until } from '../../support/device.ts'
import { planOf } from '../../support/server-process.ts'
import { setUpWalk } from '../../support/walk.ts'

const walk = setUpWalk(/status of 401/)
const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click()
const heading = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor()

/** Goes on card by card; between two of them the button waits for the server. */
async function nextUntil(page: Page, title: string): Promise<void> {
  const here = () => page.getByRole('heading', { level: 1, name: title }).isVisible()
  await until(async () => {
    if (await here()) return true
    await page.getByRole('button', { name: /^Next/, disabled: false }).first().click({ timeout: 1000 }).catch(() => undefined)
    return here()
  })
}

test('a visit, on the laptop of the therapist, the phone of a parent and a big screen', { timeout: 240_000 }, async () => {
  const { sit, look, of, server } = walk()
  const [therapist, parent, screen] = await Promise.all([sit('hana'), sit('lucia'), sit()])
  const all = async (name: string, ...pages: Page[]) => {
    for (const page of pages) await look(page, `${name} of ${page === therapist ? 'the therapist' : page === parent ? 'the parent' : 'the screen'}`)
  }
  await therapist.goto(of('plan-mateo', 'visit'))
  await heading(therapist, 'Visit')
  await all('door', therapist)
  await press(therapist, 'Start a visit')
  await heading(therapist, /Welcome/)
  const answer = await fetch(`${server.url}/api/plans/${planOf(server, 'plan-mateo')}/visit`, { headers: { cookie: await server.signIn('hana') } })
  const { visit } = (await answer.json()) as { visit: { joinUrl: string } }
  await parent.goto(visit.joinUrl)
  await heading(parent, /Welcome/)
  await press(therapist, 'Use a big screen')
  const code = await therapist.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent()
  await all('code of the big screen', therapist)
  await therapist.keyboard.press('Escape')
  await screen.goto('/screen')
  await screen.getByRole('textbox', { name: /Code/ }).fill(code ?? '')
  await all('code', screen)
  await press(screen, 'Show the visit')
  await heading(screen, 'Join with your phone')
  await all('welcome', therapist, parent, screen)
  await press(therapist, 'Next')
  await heading(parent, 'How is it going?')
  await all('look back', parent, screen)
  await press(therapist, 'Choose')
  await heading(parent, 'What matters most now?')
  await all('write', therapist, parent, screen)
  await press(therapist, 'I am ready')
  await parent.getByRole('textbox').fill('Bedtime without tears')
  await press(parent, 'I am ready')
  await parent.getByText(/We show our words together/).waitFor()
  await press(therapist, 'Show our words')
  await screen.getByText('Bedtime without tears').waitFor()
  await all('together', therapist, parent, screen)
  await press(therapist, 'Write a new goal together')
  await heading(parent, 'Say it as one goal')
  await parent.getByRole('textbox', { name: 'Our goal' }).click()
  await parent.locator('.ProseMirror-focused').waitFor()
  await parent.keyboard.type('Mateo falls asleep in his own bed')
  await heading(screen, /./)
  await all('draft', therapist, parent, screen)
  await press(therapist, /^Next:/)
  await heading(parent, 'How will we see it?')
  await all('five lines', therapist, parent, screen)
  for (const title of ['One thing to try at home', 'Is this right for you?']) {
    await nextUntil(therapist, title)
    await heading(parent, title)
    await heading(screen, title)
    await all(title, therapist, parent, screen)
  }
  await press(therapist, 'Next: To take home')
  await therapist.getByRole('textbox', { name: 'Our next visit' }).waitFor()
  await heading(parent, /take home/i)
  await all('home', therapist, parent, screen)
  await press(therapist, 'End the visit')
  await therapist.getByRole('dialog').waitFor()
  await all('end', therapist)
  await press(therapist, 'End it for everybody')
  await screen.getByText('The visit is over. Thank you.').waitFor()
  await parent.getByText('is over. This page stays here.').waitFor()
  await all('take home', parent, screen)
  expect(walk().found()).toEqual([])
})
