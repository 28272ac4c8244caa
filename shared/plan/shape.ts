/**
 * How a part's content is described: a tree of fields, each with its Yjs type and its limits. One description serves
 * the client that creates content, the server that judges it and fills in missing containers, and `docs/data.md`,
 * which is tested against it.
 */

/** A text people write together: a Y.XmlFragment of paragraphs. */
export type TextField = { readonly is: 'text'; readonly maxChars: number; readonly about: string }
/** One of a fixed list of strings. */
export type ChoiceField = { readonly is: 'choice'; readonly of: readonly string[]; readonly about: string }
/** A short string that is replaced as a whole; `format` says which strings are valid. */
export type StringField = { readonly is: 'string'; readonly format: StringFormat; readonly maxChars: number; readonly about: string }
export type NumberField = { readonly is: 'integer'; readonly min: number; readonly max: number; readonly about: string }
export type FlagField = { readonly is: 'flag'; readonly about: string }
/** A set: a Y.Map whose keys are the members and whose values are all `true`, so that two people adding never collide. */
export type SetField = { readonly is: 'set'; readonly of: readonly string[] | 'id'; readonly maxItems: number; readonly about: string }
/** A Y.Map with these keys and no others. */
export type RecordField = { readonly is: 'record'; readonly fields: Fields; readonly about: string }
/** A Y.Map from id (UUID) to entity. Ordered lists have an `order` field in the entity. */
export type ListField = { readonly is: 'list'; readonly item: Fields; readonly maxItems: number; readonly about: string }

/**
 * `order`: a fractional-index key. `date`: a calendar day, `2026-11-21`. `instant`: ISO 8601 with an offset. `zone`: an
 * IANA time zone. `language`: a BCP 47 tag. `id`: a UUID. `link`: an https address. `words`: anything in one line. `quote`: the
 * same, longer. `field`: where in a goal, strategy or plan a text stands, `why` or `steps/{id}`. `letters`: at most 32 runs of
 * letters by their Yjs ids, `client.clock.length` each.
 */
export const stringFormats = ['order', 'date', 'instant', 'zone', 'language', 'id', 'link', 'words', 'quote', 'field', 'letters'] as const
export type StringFormat = (typeof stringFormats)[number]

export type ValueField = ChoiceField | StringField | NumberField | FlagField
/** A field that is a Yjs type of its own and must exist before people can write into it. */
export type ContainerField = TextField | SetField | RecordField | ListField
export type Field = ValueField | ContainerField
export type Fields = { readonly [key: string]: Field }

/** A whole part: its root types by name. */
export type PartShape = { readonly roots: { readonly [name: string]: RecordField | ListField | TextField } }

export const text = (maxChars: number, about: string): TextField => ({ is: 'text', maxChars, about })
export const choice = (of: readonly string[], about: string): ChoiceField => ({ is: 'choice', of, about })
export const integer = (min: number, max: number, about: string): NumberField => ({ is: 'integer', min, max, about })
export const flag = (about: string): FlagField => ({ is: 'flag', about })
export const set = (of: readonly string[] | 'id', maxItems: number, about: string): SetField => ({ is: 'set', of, maxItems, about })
export const record = (fields: Fields, about: string): RecordField => ({ is: 'record', fields, about })
export const list = (item: Fields, maxItems: number, about: string): ListField => ({ is: 'list', item, maxItems, about })

const longest: Record<StringFormat, number> = {
  order: 128, date: 10, instant: 35, zone: 64, language: 35, id: 36, link: 200, words: 200, quote: 500, field: 80, letters: 1100,
}
export const string = (format: StringFormat, about: string): StringField => ({ is: 'string', format, maxChars: longest[format], about })

/** Whether people write into the field through a Yjs type of its own. */
export const isContainer = (field: Field): field is ContainerField =>
  field.is === 'text' || field.is === 'set' || field.is === 'record' || field.is === 'list'

const patterns: Record<StringFormat, RegExp> = {
  order: /^[0-9A-Za-z]+$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/,
  zone: /^[A-Za-z0-9_+-]+(\/[A-Za-z0-9_+-]+)*$/,
  language: /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/,
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  // Nothing but https: what a browser takes for a scheme is no place for cleverness.
  link: /^https:\/\/[^\s\p{Cc}"'<>\\^`{|}]+$/u,
  words: /^[^\p{Cc}]*$/u,
  quote: /^[^\p{Cc}]*$/u,
  field: /^[a-zA-Z]{1,20}(\/-?[0-9A-Za-z][0-9A-Za-z-]{0,35}){0,2}$/,
  letters: /^\d{1,10}\.\d{1,16}\.\d{1,5}( \d{1,10}\.\d{1,16}\.\d{1,5}){0,31}$/,
}

/** Whether a plain value is valid for a value field. */
export function isValidValue(field: ValueField, value: unknown): boolean {
  switch (field.is) {
    case 'choice':
      return typeof value === 'string' && field.of.includes(value)
    case 'string':
      return typeof value === 'string' && value.length <= field.maxChars && value.isWellFormed() && patterns[field.format].test(value)
    case 'integer':
      return Number.isInteger(value) && (value as number) >= field.min && (value as number) <= field.max
    case 'flag':
      return typeof value === 'boolean'
  }
}
