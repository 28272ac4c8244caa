/** A goal, a strategy, a note or a page of the plan as lines to read: labels and words, nothing that tells people nothing. */
import { isUuid } from '#shared/ids.ts'
import { english } from '#shared/version/english.ts'
import { dayWords } from '../i18n/date-words.ts'

/** `items`: a list in order, such as steps. `label` is empty for the main words. */
export type ContentLine = { readonly label: string; readonly text: string; readonly items?: readonly string[] }

type Json = Readonly<Record<string, unknown>>

/** Keys whose words need no label. */
const mainKeys = ['title', 'text']
/** What the catalogue of sentences has no name for. */
const listLabels: Readonly<Record<string, string>> = { steps: 'Steps', resources: 'Links' }
/** Best first, as the plan shows them. */
const gasOrder = ['2', '1', '0', '-1', '-2']

/** The lines of an entity or record. Ids, places in lists and what is empty are left out. */
export function linesOf(content: Json, without: readonly string[] = []): ContentLine[] {
  return Object.entries(content).flatMap(([key, value]) => (without.includes(key) ? [] : linesOfField(key, value, content.kind)))
}

function linesOfField(key: string, value: unknown, kind?: unknown): ContentLine[] {
  if (key === 'gas') return gasOrder.flatMap((level) => linesOfField(`gas.${level}`, (value as Json)[level]))
  const label = mainKeys.includes(key) ? '' : (english.fields[`${String(kind)}.${key}`] ?? english.fields[key] ?? listLabels[key])
  if (label === undefined) return []
  if (Array.isArray(value)) {
    const items = value.map(itemWords).filter((words) => words !== '')
    if (items.length === 0) return []
    return key in listLabels ? [{ label, text: '', items }] : [{ label, text: items.join(', ') }]
  }
  const text = valueWords(value)
  return text === '' ? [] : [{ label, text }]
}

const itemWords = (item: unknown): string => {
  if (typeof item !== 'object' || item === null) return valueWords(item)
  const { text, title, url } = item as Json
  return [text ?? title, url].filter((words) => typeof words === 'string' && words !== '').join(': ')
}

/** A value of a field in words: statuses and places from the catalogue, days as days, ids as nothing. */
export function valueWords(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || isUuid(value)) return ''
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayWords(value)
  return english.values[value] ?? value.trim()
}

/** The title of a goal or strategy. */
export const titleOf = ({ title }: Json): string => (typeof title === 'string' ? title.trim() : '')
