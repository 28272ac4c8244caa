/** What axe finds wrong with a page for people who use it by keyboard or by ear, or see little. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { picture } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }

/** One line a barrier; none is what a page should have. */
export async function barriersOn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  })
}

/** Takes a picture in the dark and in the light look. Gives back the barriers of both. */
export async function lookInBothLooks(page: Page, name: string): Promise<string[]> {
  const barriers: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Until it is painted in the other look.
    await page.waitForTimeout(350)
    await picture(page, `${name}-${colorScheme}`)
    barriers.push(...(await barriersOn(page)).map((barrier) => `${colorScheme}: ${barrier}`))
  }
  return barriers
}
