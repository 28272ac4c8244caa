/**
 * What stands in the way of people on a screen: what axe finds on a light phone and a dark laptop, and what it cannot see:
 * whether the page still fits at 320 px, with text twice as large and from right to left, whether every control can be hit
 * with a finger, and whether words are cut off.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { laptop, phone, picture } from './browser.ts'
import { findLayoutFaults } from './layout-faults.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

type Axe = { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string; any: { message: string }[] }[] }[] }> }

/** What axe finds: the rules and the elements. */
export async function axeViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe)
  return page.evaluate(async (runOnly) => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ runOnly, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`))
  }, rules)
}

const narrow = { width: 320, height: 640 }
/** A window of 1280 px at 200 %. */
const zoomed = { width: 640, height: 512 }

/** Until what depends on the size and the look of the window is drawn anew. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    // What is out of sight may stand still for ever.
    const late = new Promise((resolve) => setTimeout(resolve, 2000))
    await Promise.race([late, Promise.allSettled(document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity).map((one) => one.finished))])
    await frame()
  })

/** Looks over the screen as it is now, in all the ways above, and leaves it as it was. Says what is wrong, each with `name`. */
export async function findBarriers(page: Page, name: string, { isSmallOnly = false } = {}): Promise<string[]> {
  const found: string[] = []
  const note = (way: string, faults: readonly string[]) => found.push(...faults.map((fault) => `${name}, ${way}: ${fault}`))
  const before = page.viewportSize() ?? laptop
  const setRoot = (property: 'dir' | 'fontSize', value: string) =>
    page.evaluate(([of, to]) => {
      if (of === 'dir') document.documentElement.dir = to ?? ''
      else document.documentElement.style.fontSize = to ?? ''
    }, [property, value])
  const turn = async (colorScheme: 'dark' | 'light') => {
    await page.emulateMedia({ colorScheme })
    // Chromium keeps inherited colours of the other look in windows that are open meanwhile: everything is reckoned anew.
    await page.evaluate(() => {
      document.documentElement.style.display = 'none'
      document.documentElement.getBoundingClientRect()
      document.documentElement.style.display = ''
    })
  }
  const look = async (way: string) => {
    await drawn(page)
    note(way, await page.evaluate(findLayoutFaults))
    if (process.env.WALK_PICTURES !== undefined) await picture(page, `walk-${name.replaceAll(/\W+/g, '-')}-${way.replaceAll(/\W+/g, '-')}`)
  }
  /** As tall as the page: what lies under a bar now can be scrolled out from under it. */
  const axeOnWhole = async (size: typeof phone): Promise<string[]> => {
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ ...size, height: Math.min(Math.max(height, size.height), 8000) })
    await drawn(page)
    return axeViolations(page)
  }
  if (!isSmallOnly) {
    await turn('dark')
    await page.setViewportSize(laptop)
    await look('laptop')
    note('laptop', await axeOnWhole(laptop))
    await turn('light')
  }
  await page.setViewportSize(phone)
  await look('phone')
  note('phone', await axeOnWhole(phone))
  await page.setViewportSize(phone)
  await setRoot('dir', 'rtl')
  await look('from right to left')
  await setRoot('dir', 'ltr')
  await page.setViewportSize(narrow)
  await look('320 px')
  await setRoot('fontSize', '200%')
  await page.setViewportSize(zoomed)
  await look('200 % text')
  await setRoot('fontSize', '')
  await page.setViewportSize(before)
  await drawn(page)
  return found
}

/** Takes a picture in the dark and in the light look. Says what axe finds in both. */
export async function lookInBothLooks(page: Page, name: string): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Until it is painted in the other look.
    await page.waitForTimeout(350)
    await picture(page, `${name}-${colorScheme}`)
    found.push(...(await axeViolations(page)).map((violation) => `${colorScheme}: ${violation}`))
  }
  return found
}
