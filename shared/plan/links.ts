/** The links that help with a strategy. */
import * as Y from 'yjs'
import { orderedIds } from './order.ts'
import { resourceFields } from './plan-part.ts'
import { isValidValue } from './shape.ts'

/** `host`: whose page it is, as people are told before they go there. */
export type StrategyLink = { readonly id: string; readonly title: string; readonly url: string; readonly host: string }

/** The links of a strategy in order. Only those that lead to an https page: what else may be there is never opened. */
export function linksOf(strategy: unknown): StrategyLink[] {
  const list = strategy instanceof Y.Map ? strategy.get('resources') : undefined
  if (!(list instanceof Y.Map)) return []
  return orderedIds(list as Y.Map<unknown>).flatMap((id) => {
    const link = list.get(id) as Y.Map<unknown>
    const [title, url] = [link.get('title'), link.get('url')]
    const host = typeof url === 'string' ? hostOf(url) : null
    return host === null ? [] : [{ id, title: typeof title === 'string' && title.trim() !== '' ? title : host, url: url as string, host }]
  })
}

/** What somebody typed as the address of a page: with https where they left it out, or null where it is none that is opened. */
export function linkTyped(words: string): string | null {
  const typed = words.trim()
  const url = /^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`
  return hostOf(url) === null ? null : url
}

/** The host of an address that may be opened, or null: https only, with a name of its own and no sign-in in front of it. */
function hostOf(url: string): string | null {
  if (!isValidValue(resourceFields.url, url) || !URL.canParse(url)) return null
  const { protocol, hostname, username, password } = new URL(url)
  const isPlain = protocol === 'https:' && username === '' && password === '' && hostname.includes('.')
  return isPlain ? hostname.replace(/^www\./, '') : null
}
