import { orderedIds } from '#shared/plan/order.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import { useAboutItem, type TalkItem } from '../text/talk.ts'
import { mapOf, stringOf, textOf, type Entity } from './entity.ts'

/** Texts that somebody can suggest other words for. */
export type Texts = readonly { field: string; label: string; maxChars: number }[]

const describe = (fields: object, labels: Record<string, string>): Texts =>
  Object.entries(labels).map(([field, label]) => ({ field, label, maxChars: (fields as Record<string, { maxChars?: number }>)[field]?.maxChars ?? 500 }))

export const goalTexts = describe(goalFields, { title: 'The goal', why: 'Why it matters', familyWords: 'The family’s words', childWords: 'The child’s words' })
export const strategyTexts = describe(strategyFields, { title: 'The title', why: 'Why it helps', say: '“Say this”', ifHard: '“If it is hard”' })

/** A goal or strategy of the live plan as others can say something about it. */
export function readEntity(entity: Entity, texts: Texts): ReturnType<TalkItem['read']> {
  const wordsAt = (of: Entity, key: string): string => {
    const text = textOf(of, key)
    return text === undefined ? '' : plainText(text).trim()
  }
  const steps = mapOf(entity, 'steps')
  const stepTexts = (steps === undefined ? [] : orderedIds(steps)).map((id, i) => ({
    field: `steps/${id}`, label: `Step ${i + 1}`, maxChars: 500, words: wordsAt(steps?.get(id) as Entity, 'text'),
  }))
  return { title: wordsAt(entity, 'title'), status: stringOf(entity, 'status'), texts: [...texts.map((text) => ({ ...text, words: wordsAt(entity, text.field) })), ...stepTexts] }
}

/** What was said about a goal or strategy, and saying something; once the journal is here. */
export function AboutThis(item: TalkItem) {
  const draw = useAboutItem()
  return draw?.(item) ?? null
}
