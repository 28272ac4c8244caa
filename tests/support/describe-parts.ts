/** Writes `docs/data.md` from the shapes that both sides use. */
import type { Field, Fields, PartShape } from '#shared/plan/shape.ts'

const limitsOf = (field: Field): string => {
  switch (field.is) {
    case 'text':
      return `at most ${field.maxChars} characters`
    case 'choice':
      return field.of.map((value) => `\`${value}\``).join(', ')
    case 'string':
      return field.format === 'words' ? `one line, at most ${field.maxChars} characters` : `${field.format}, at most ${field.maxChars} characters`
    case 'integer':
      return `${field.min} to ${field.max}`
    case 'flag':
      return 'true or false'
    case 'set':
      return `${field.of === 'id' ? 'UUIDs' : field.of.map((value) => `\`${value}\``).join(', ')}; at most ${field.maxItems}`
    case 'record':
      return 'the keys below'
    case 'list':
      return `at most ${field.maxItems}, by UUID`
  }
}

const yjsTypes: Record<Field['is'], string> = {
  text: 'Y.XmlFragment', choice: 'string', string: 'string', integer: 'number', flag: 'boolean',
  set: 'Y.Map of true', record: 'Y.Map', list: 'Y.Map',
}

/** A row a field, at any depth; `goals.*.title` is the title of every goal. */
function rows(path: string, field: Field): string[] {
  const row = `| \`${path}\` | ${yjsTypes[field.is]} | ${limitsOf(field)} | ${field.about} |`
  const inside = (fields: Fields, prefix: string) => Object.entries(fields).flatMap(([key, inner]) => rows(`${prefix}.${key}`, inner))
  if (field.is === 'record') return [row, ...inside(field.fields, path)]
  if (field.is === 'list') return [row, ...inside(field.item, `${path}.*`)]
  return [row]
}

/** The table of one part. */
export const describePart = (shape: PartShape): string =>
  ['| key | Yjs type | values | what it is |', '|---|---|---|---|', ...Object.entries(shape.roots).flatMap(([name, field]) => rows(name, field))].join('\n')
