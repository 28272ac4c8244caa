/** Words of the plan that somebody said something about are found again, whatever is written before, inside and around them. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { isValidValue, string } from '#shared/plan/shape.ts'
import { fillText, plainText, runsOf } from '#shared/plan/text.ts'
import { anchorOf, placeOf, type TextAnchor } from '../../client/text/anchor.ts'
import { Random } from '../fuzz/random.ts'

const seeds = Number(process.env.ANCHOR_SEEDS ?? 150)

const textIn = (doc: Y.Doc): Y.XmlFragment => (doc.getMap<Y.Map<unknown>>('goals').get('goal') as Y.Map<unknown>).get('why') as Y.XmlFragment

function docWith(words: string): Y.Doc {
  const doc = new Y.Doc()
  doc.getMap('goals').set('goal', newEntity(goalFields, { status: 'active', order: 'a0' }))
  fillText(textIn(doc), words)
  return doc
}

const lineOf = (doc: Y.Doc, line = 0): Y.XmlText => runsOf(textIn(doc))[line] as Y.XmlText
const lettersOf = (doc: Y.Doc): string => runsOf(textIn(doc)).map((run) => plainText(textWith(run))).join('')
const textWith = (run: Y.XmlText): Y.XmlFragment => ({ toArray: () => [run] }) as unknown as Y.XmlFragment

function anchorAt(doc: Y.Doc, words: string): TextAnchor {
  const from = lettersOf(doc).indexOf(words)
  const anchor = anchorOf(textIn(doc), { from, to: from + words.length })
  if (anchor === null) throw new Error('no words there')
  return anchor
}

/** The words at the place of an anchor; null where they are gone. */
function wordsAt(doc: Y.Doc, anchor: TextAnchor): string | null {
  const place = placeOf(textIn(doc), anchor)
  return place === null ? null : lettersOf(doc).slice(place.from, place.to)
}

const merge = (a: Y.Doc, b: Y.Doc): void => {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)))
}
const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

describe('[plan] the place of quoted words', () => {
  test('holds the quote and ids of letters that the journal takes', () => {
    const doc = docWith('Asks for help with two words\nAt snack time')
    const anchor = anchorAt(doc, 'two wordsAt snack')
    expect(anchor.quote).toBe('two words At snack')
    expect(isValidValue(string('letters', ''), anchor.letters)).toBe(true)
    expect(isValidValue(string('quote', ''), anchor.quote)).toBe(true)
    expect(wordsAt(doc, anchor)).toBe('two wordsAt snack')
    expect(anchorOf(textIn(doc), { from: 4, to: 5 })).toBeNull()
    expect(anchorOf(textIn(doc), { from: 3, to: 9 })?.quote).toBe('s for')
  })

  test('stays through words before, behind and inside, and shrinks with what goes', () => {
    const doc = docWith('Asks for help with two words')
    const anchor = anchorAt(doc, 'help with two')
    lineOf(doc).insert(0, 'He ')
    lineOf(doc).insert(lineOf(doc).length, ' a day')
    expect(wordsAt(doc, anchor)).toBe('help with two')
    lineOf(doc).insert(lettersOf(doc).indexOf('with'), 'calmly ')
    expect(wordsAt(doc, anchor)).toBe('help calmly with two')
    lineOf(doc).delete(lettersOf(doc).indexOf('help'), 'help '.length)
    expect(wordsAt(doc, anchor)).toBe('with two')
    lineOf(doc).delete(lettersOf(doc).indexOf('with two'), 'with two'.length)
    expect(wordsAt(doc, anchor)).toBeNull()
  })

  test('words that replace all of them are others', () => {
    const doc = docWith('In 3 of 5 tries')
    const anchor = anchorAt(doc, '3 of 5')
    lineOf(doc).delete(3, 6)
    lineOf(doc).insert(3, 'most')
    expect(wordsAt(doc, anchor)).toBeNull()
  })

  test('a line that is split or put in a list takes them along', () => {
    const doc = docWith('Asks for help with two words')
    const anchor = anchorAt(doc, 'help with two')
    // As the editor does it: what stands behind the caret goes, and comes again in a paragraph of its own.
    const split = (at: number) => {
      const rest = lettersOf(doc).slice(at)
      lineOf(doc).delete(at, lineOf(doc).length - at)
      const paragraph = new Y.XmlElement('paragraph')
      textIn(doc).insert(1, [paragraph])
      paragraph.insert(0, [new Y.XmlText(rest)])
    }
    split(5)
    expect(wordsAt(doc, anchor)).toBe('help with two')
    const inTheMiddle = docWith('Asks for help with two words')
    const other = anchorAt(inTheMiddle, 'help with two')
    const rest = lettersOf(inTheMiddle).slice(14)
    lineOf(inTheMiddle).delete(14, rest.length)
    const paragraph = new Y.XmlElement('paragraph')
    textIn(inTheMiddle).insert(1, [paragraph])
    paragraph.insert(0, [new Y.XmlText(rest)])
    expect(wordsAt(inTheMiddle, other)).toBe('help with two')
  })

  test('a line that is split before words with others between them takes them along', () => {
    const doc = docWith('Less shouting at the table and more time')
    const anchor = anchorAt(doc, 'shouting at the table')
    lineOf(doc).insert('Less shouting at '.length, 'and around ')
    const rest = lettersOf(doc).slice(5)
    lineOf(doc).delete(5, rest.length)
    const paragraph = new Y.XmlElement('paragraph')
    textIn(doc).insert(1, [paragraph])
    paragraph.insert(0, [new Y.XmlText(rest)])
    expect(wordsAt(doc, anchor)).toBe('shouting at and around the table')
    lineOf(doc, 1).insert('shouting at '.length, 'home and at school and in the car and near ')
    expect(wordsAt(doc, anchor)).toBeNull()
  })

  test('what stands in the text twice is never guessed', () => {
    const doc = docWith('wait and wait')
    const anchor = anchorAt(doc, 'wait')
    lineOf(doc).delete(0, 4)
    lineOf(doc).insert(0, 'wait')
    expect(wordsAt(doc, anchor)).toBeNull()
    const pairs = docWith('wait and look, wait now and look,')
    const pair = anchorAt(pairs, 'wait and look,')
    lineOf(pairs).delete(0, 14)
    lineOf(pairs).insert(0, 'wait a bit and look,')
    expect(wordsAt(pairs, pair)).toBeNull()
  })

  test('formatting moves nothing, and no character is cut in half', () => {
    const doc = docWith('Wait 👪 and look')
    const anchor = anchorAt(doc, '👪 and')
    lineOf(doc).format(0, 9, { bold: {} })
    lineOf(doc).format(2, 5, { italic: {} })
    expect(wordsAt(doc, anchor)).toBe('👪 and')
  })

  test('words of a hundred hands are held by both ends', () => {
    const doc = docWith('')
    for (let i = 0; i < 100; i += 1) {
      const other = copyOf(doc)
      lineOf(other).insert(lineOf(other).length, String.fromCodePoint(0x4e00 + i))
      merge(doc, other)
    }
    const all = lettersOf(doc)
    const anchor = anchorAt(doc, all)
    expect(isValidValue(string('letters', ''), anchor.letters)).toBe(true)
    lineOf(doc).insert(50, 'x')
    expect(wordsAt(doc, anchor)).toBe(`${all.slice(0, 50)}x${all.slice(50)}`)
  })
})

/** One letter of the oracle: a letter never typed before, so that it is known by what it is. */
let next = 0x5000
const freshLetters = (count: number): string => Array.from({ length: count }, () => String.fromCodePoint((next = next >= 0xd000 ? 0x5000 : next + 1))).join('')

test(`[plan] ${seeds} random stories of three devices, offline and not: the place is from the first to the last letter left`, () => {
  let gone = 0
  let kept = 0
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = new Random(seed)
    next = 0x5000
    const first = docWith(`${freshLetters(6)}\n${freshLetters(12)}\n${freshLetters(4)}`)
    const devices = [first, copyOf(first), copyOf(first)]
    const edit = (doc: Y.Doc) => {
      const line = lineOf(doc, random.below(3))
      const at = random.below(line.length + 1)
      if (random.chance(0.45)) line.delete(at, Math.min(line.length - at, 1 + random.below(6)))
      else line.insert(at, freshLetters(1 + random.below(4)))
      if (random.chance(0.1) && line.length > 2) line.format(0, 2, { bold: {} })
    }
    for (let i = 0; i < 6; i += 1) edit(random.pick(devices))
    for (const one of devices) for (const other of devices) merge(one, other)
    const before = lettersOf(first)
    const from = random.below(before.length)
    const to = Math.min(before.length, from + 1 + random.below(10))
    const anchor = anchorOf(textIn(first), { from, to })
    if (anchor === null) continue
    const quoted = new Set(before.slice(from, to))
    for (let i = 0; i < 25; i += 1) {
      edit(random.pick(devices))
      if (random.chance(0.3)) merge(random.pick(devices), random.pick(devices))
      for (const doc of devices) {
        const now = lettersOf(doc)
        const left = now.split('').flatMap((letter, place) => (quoted.has(letter) ? [place] : []))
        const expected = left.length === 0 ? null : { from: left[0], to: (left.at(-1) as number) + 1 }
        expect(placeOf(textIn(doc), anchor), `seed ${seed}`).toEqual(expected)
        if (expected === null) gone += 1
        else kept += 1
      }
    }
    for (const one of devices) for (const other of devices) merge(one, other)
    for (const doc of devices) expect(placeOf(textIn(doc), anchor), `seed ${seed}: devices differ`).toEqual(placeOf(textIn(first), anchor))
  }
  expect(gone).toBeGreaterThan(seeds)
  expect(kept).toBeGreaterThan(seeds * 10)
})
