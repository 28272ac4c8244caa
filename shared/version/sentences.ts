/**
 * One plain sentence for each change, made by rules and not by guessing. A rule picks the key of a phrase; a language is a
 * set of phrases and words, so that another one is another set.
 */
import { isUuid } from '../ids.ts'
import type { Change, ChangedEntity } from './changes.ts'

export const phraseKeys = [
  'decided', 'added', 'removed', 'moved', 'wording', 'look', 'status', 'touched', 'changed', 'set', 'cleared', 'withdrawn',
] as const
export type PhraseKey = (typeof phraseKeys)[number]

export type Language = {
  /** Phrases with {who}, {thing}, {field}, {before}, {after}. */
  readonly phrases: Readonly<Record<PhraseKey, string>>
  /** What a kind of thing is called: alone when it is new, and with its name. A decision is no note to its readers. */
  readonly things: Readonly<Record<ChangedEntity | 'decision', { readonly a: string; readonly the: string }>>
  /** By field, or by kind of entry and field where it is called otherwise there. */
  readonly fields: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, string>>
  readonly somebody: string
  /** Between the last two names, and between the others. */
  readonly and: string
  readonly quoted: (words: string) => string
}

/** What of a change the sentence is made from. */
export type Told = Omit<Change, 'sentence'>

/** Ids tell a reader nothing. */
const isId = (value: unknown): boolean => typeof value === 'string' && isUuid(value)

const isDecision = ({ entryKind }: Told): boolean => entryKind === 'decision'

/** Which phrase fits a change. The first rule that fits counts. */
const rules: readonly { readonly key: PhraseKey; readonly fits: (change: Told) => boolean }[] = [
  { key: 'decided', fits: (change) => change.kind === 'added' && isDecision(change) },
  { key: 'added', fits: ({ kind }) => kind === 'added' },
  { key: 'removed', fits: ({ kind }) => kind === 'removed' },
  { key: 'moved', fits: ({ kind }) => kind === 'moved' },
  { key: 'look', fits: ({ spans }) => spans?.every(({ op }) => op === 'same') ?? false },
  { key: 'wording', fits: ({ spans }) => spans !== undefined },
  { key: 'withdrawn', fits: ({ entity, field, after }) => entity === 'entry' && field === 'status' && after === 'withdrawn' },
  { key: 'status', fits: ({ field, before, after }) => field === 'status' && before !== undefined && after !== undefined },
  { key: 'touched', fits: ({ before, after }) => [before, after].flat().some(isId) },
  { key: 'cleared', fits: ({ after }) => after === undefined || (Array.isArray(after) && after.length === 0) },
  { key: 'set', fits: ({ before, after }) => before === undefined || Array.isArray(after) },
  { key: 'changed', fits: () => true },
]

/** The key of the phrase for a change. */
export const phraseFor = (change: Told): PhraseKey => rules.find(({ fits }) => fits(change))?.key ?? 'changed'

/** The sentence for a change. `names`: the people it names, as far as the reader sees them. */
export function sentenceOf(change: Told, names: readonly string[], language: Language): string {
  const { phrases, things, fields, values, somebody, and, quoted } = language
  const { entity, title, field = '', kind, entryKind } = change
  const thing = things[isDecision(change) ? 'decision' : entity]
  const key = phraseFor(change)
  const isTitle = field === 'title' || field === 'text'
  const whole = title === '' ? thing.the : `${thing.the} ${quoted(title)}`
  const named = kind === 'added' ? (title === '' ? thing.a : `${thing.a}: ${quoted(title)}`) : whole
  const value = (of: unknown): string => (Array.isArray(of) ? of.map(value).join(', ') : (values[String(of)] ?? quoted(String(of))))
  const words: Record<string, string> = {
    who: names.length === 0 ? somebody : [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(and),
    thing: named,
    field: isTitle || field === '' ? whole : `${quoted(fields[`${entryKind}.${field}`] ?? fields[field] ?? field)} (${whole})`,
    before: value(change.before),
    after: value(change.after),
  }
  return phrases[key].replaceAll(/\{(\w+)\}/g, (_all, name: string) => words[name] ?? '')
}
