/** What a screen reader would say of a page: what its live regions are told, and what stands in its accessibility tree. */
import type { Page } from 'playwright-core'

export type Said = { role: 'status' | 'alert'; words: string; atMs: number }

/** Listens to every live region of this page from now on, also of pages it goes to. */
export async function listenToLiveRegions(page: Page): Promise<() => Promise<Said[]>> {
  const listen = () => {
    const heard: Said[] = []
    const last = new Map<Element, string>()
    const look = () => {
      for (const region of document.querySelectorAll('[role=status], output, [role=alert], [aria-live=polite], [aria-live=assertive]')) {
        const words = region.textContent.replaceAll('\u200B', '').trim()
        const before = last.get(region)
        last.set(region, region.textContent)
        // A status that is there from the start is not read; an alert is.
        const role = region.matches('[role=alert], [aria-live=assertive]') ? 'alert' : 'status'
        if (words !== '' && before !== region.textContent && (before !== undefined || role === 'alert')) heard.push({ role, words, atMs: performance.now() })
      }
    }
    Object.assign(globalThis, { heard })
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
  }
  await page.addInitScript(listen)
  await page.evaluate(listen)
  return () => page.evaluate(() => (globalThis as unknown as { heard: Said[] }).heard)
}

export type ReadNode = { role: string; name: string; value: string }

/** The accessibility tree of a page, as the browser gives it to a screen reader. */
export async function readTree(page: Page): Promise<ReadNode[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const text = (part: { value?: unknown } | undefined) => (typeof part?.value === 'string' ? part.value : '')
  return nodes.filter(({ ignored }) => !ignored).map(({ role, name, value }) => ({ role: text(role), name: text(name), value: text(value) }))
}
