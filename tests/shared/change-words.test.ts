/** Suggested words: how they differ from those before, and putting them in place. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { changeWords, fillText, plainText } from '#shared/plan/text.ts'
import { wordChanges } from '#shared/plan/word-changes.ts'
import { Random } from '../fuzz/random.ts'

const before = (spans: ReturnType<typeof wordChanges>) => spans.filter(({ op }) => op !== 'insert').map(({ text }) => text).join('')
const after = (spans: ReturnType<typeof wordChanges>) => spans.filter(({ op }) => op !== 'delete').map(({ text }) => text).join('')

test('[plan] the difference is told in whole words', () => {
  expect(wordChanges('Wait five seconds', 'Wait ten seconds')).toEqual([
    { op: 'same', text: 'Wait ' }, { op: 'delete', text: 'five' }, { op: 'insert', text: 'ten' }, { op: 'same', text: ' seconds' },
  ])
  expect(wordChanges('in 3 of 5 tries', 'in all her tries')).toEqual([
    { op: 'same', text: 'in ' }, { op: 'delete', text: '3 of 5' }, { op: 'insert', text: 'all her' }, { op: 'same', text: ' tries' },
  ])
  expect(wordChanges('', 'New')).toEqual([{ op: 'insert', text: 'New' }])
  expect(wordChanges('same', 'same')).toEqual([{ op: 'same', text: 'same' }])
})

function textWith(words: string): { doc: Y.Doc; text: Y.XmlFragment } {
  const doc = new Y.Doc()
  const text = doc.getXmlFragment('text')
  fillText(text, words)
  return { doc, text }
}

test('[plan] 500 random pairs of texts: the spans make both, and the text becomes the one after', () => {
  const random = new Random(7)
  const some = () => Array.from({ length: random.below(9) }, () => random.pick(['wait', 'help', 'two', 'words', 'a', '👪', 'ع', ' ', '\n'])).join(random.chance(0.8) ? ' ' : '')
  for (let i = 0; i < 500; i += 1) {
    const [old, wanted] = [some(), some()]
    const spans = wordChanges(old, wanted)
    expect([before(spans), after(spans)]).toEqual([old, wanted])
    const { text } = textWith(old)
    changeWords(text, wanted)
    expect(plainText(text)).toBe(wanted)
  }
})

test('[plan] what others type meanwhile stays, and so does the formatting', () => {
  const { doc, text } = textWith('Wait five seconds before you help\nAt snack time')
  const line = (of: Y.XmlFragment, at: number) => (of.get(at) as Y.XmlElement).get(0) as Y.XmlText
  line(text, 0).format(0, 4, { bold: {} })
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  line(other.getXmlFragment('text'), 0).insert(25, 'ever ')
  doc.transact(() => changeWords(text, 'Wait ten seconds before you help\nAt snack time'))
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
  expect(plainText(text)).toBe('Wait ten seconds before ever you help\nAt snack time')
  expect(line(text, 0).toDelta()[0]).toEqual({ insert: 'Wait', attributes: { bold: {} } })
})

test('[plan] a list keeps its form where the lines are as many', () => {
  const { text } = textWith('')
  text.delete(0, 1)
  const list = new Y.XmlElement('bulletList')
  text.insert(0, [list])
  for (const words of ['cars', 'the swing']) {
    const [item, paragraph] = [new Y.XmlElement('listItem'), new Y.XmlElement('paragraph')]
    list.push([item])
    item.insert(0, [paragraph])
    paragraph.insert(0, [new Y.XmlText(words)])
  }
  changeWords(text, 'cars\nthe big swing')
  expect(plainText(text)).toBe('cars\nthe big swing')
  expect((text.get(0) as Y.XmlElement).nodeName).toBe('bulletList')
})
