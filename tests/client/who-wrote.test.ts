/** How the words at a caret are matched with who wrote them, by Yjs ids. */
import { getSchema } from '@tiptap/core'
import { EditorState, TextSelection } from '@tiptap/pm/state'
import { describe, expect, test } from 'vitest'
import { initProseMirrorDoc } from 'y-prosemirror'
import * as Y from 'yjs'
import { fillText } from '#shared/plan/text.ts'
import type { TextAuthors } from '#shared/version/api.ts'
import { linesOf, spokenWords } from '#client/text/author-words.ts'
import { findingsIn, unknownIn } from '#client/text/authors.ts'
import { askedRange, lettersOf, placeOfText } from '#client/text/letters.ts'
import { textExtensions } from '#client/text/text-extensions.ts'
import { PlanUndo } from '#client/sync/plan-undo.ts'
import { addGoal, addStrategy, goalText, lineIn } from '../support/history.ts'

const schema = getSchema(textExtensions)
const [hana, dana] = ['a1a1a1a1-0000-4000-8000-000000000000', 'd2d2d2d2-0000-4000-8000-000000000000']
const [goal, strategy, step] = ['11111111-0000-4000-8000-000000000000', '22222222-0000-4000-8000-000000000000', '33333333-0000-4000-8000-000000000000']

function twoPeople() {
  const [mine, other] = [new Y.Doc(), new Y.Doc()]
  mine.clientID = 1
  other.clientID = 2
  const send = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from), 'network')
  addGoal(mine, 'Brush teeth', goal)
  send(mine, other)
  return { mine, other, meet: () => (send(other, mine), send(mine, other)) }
}

/** The editor of a text as it stands, with the caret at a place or some words selected. */
function editorOf(text: Y.XmlFragment, words: string, isSelected = false): EditorState {
  const { doc } = initProseMirrorDoc(text, schema)
  const state = EditorState.create({ doc })
  let [from, to] = [0, 0]
  for (let at = 0; at < doc.content.size; at += 1) {
    const end = Math.min(doc.content.size, at + words.length)
    if (doc.textBetween(at, end) === words && from === 0) [from, to] = [at, at + words.length]
  }
  return state.apply(state.tr.setSelection(TextSelection.create(doc, isSelected ? from : to, to)))
}

const askedWords = (text: Y.XmlFragment, words: string, isSelected = false): string => {
  const range = askedRange(editorOf(text, words, isSelected))
  return range === null ? '' : lettersOf(text).slice(range.from, range.to).map(({ letter }) => letter).join('')
}

const version = { id: 'v', kind: 'visit' as const, label: null, at: '2026-11-14T10:40:00.000Z', startedAt: '2026-11-14T10:00:30.000Z' }
type Run = TextAuthors['runs'][number]
const run = (by: string | null, ids: Run['ids'], at = '2026-11-14T09:00:00.000Z', visit: string | null = null): Run => ({ text: '', by, at, version: null, visit, ids })
const told = (...runs: Run[]): TextAuthors => ({ runs, versions: [version] })

/** What the server would say if all letters of a client were one person's. */
function byClient(text: Y.XmlFragment, people: Record<number, string>): TextAuthors {
  return told(...lettersOf(text).flatMap(({ client, clock }) => (people[client] === undefined ? [] : [run(people[client], [[client, clock, 1]])])))
}

const isMine = ({ client }: { client: number }) => client === 1
const whoOf = (text: Y.XmlFragment, words: string, isSelected: boolean, authors: TextAuthors) => {
  const range = askedRange(editorOf(text, words, isSelected))
  if (range === null) return null
  return findingsIn(lettersOf(text), range, authors, isMine).map((finding) => [finding.words, finding.is === 'known' ? finding.by : finding.is])
}

describe('which letters are meant', () => {
  test('the one before the caret, the one after it at the start of a line, those that are selected, none in an empty text', () => {
    const { mine } = twoPeople()
    const text = goalText(mine, goal)
    expect(askedWords(text, 'Bru')).toBe('u')
    expect(askedRange(editorOf(text, ''))).toEqual({ from: 0, to: 1, isCaret: true })
    expect(askedWords(text, 'sh tee', true)).toBe('sh tee')
    expect(askedRange(editorOf(goalText(mine, goal, 'why'), ''))).toBeNull()
  })

  test('formatting, lists, breaks and removed words do not shift them', () => {
    const { mine } = twoPeople()
    const text = goalText(mine, goal, 'why')
    fillText(text, 'Wait five seconds\nThen offer two')
    lineIn(text).format(5, 4, { bold: true })
    lineIn(text).format(7, 6, { italic: true })
    lineIn(text).delete(0, 2)
    const item = new Y.XmlElement('listItem')
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('Clap'), new Y.XmlElement('hardBreak'), new Y.XmlText('hands')])
    item.insert(0, [paragraph])
    const list = new Y.XmlElement('bulletList')
    list.insert(0, [item])
    text.insert(1, [list])
    for (const words of ['it fi', 'five sec', 'seconds', 'Clap', 'hands', 'Then', 'offer two']) expect(askedWords(text, words, true), words).toBe(words)
    for (const [words, letter] of [['it', 't'], ['it five', 'e'], ['Clap', 'p'], ['hand', 'd'], ['offer t', 't']]) expect(askedWords(text, words as string), words).toBe(letter)
  })
})

describe('who wrote them', () => {
  test('[W1] two people in one sentence, each by the ids of their letters', () => {
    const { mine, other, meet } = twoPeople()
    lineIn(goalText(other, goal)).insert(5, ' all')
    lineIn(goalText(mine, goal)).insert(5, ' your')
    meet()
    const text = goalText(mine, goal)
    const authors = byClient(text, { 1: hana, 2: dana })
    expect(whoOf(text, ' al', false, authors)).toEqual([['all', dana]])
    expect(whoOf(text, 'Bru', false, authors)?.[0]?.[1]).toBe(hana)
    const all = whoOf(text, lettersOf(text).map(({ letter }) => letter).join(''), true, authors)
    expect(all?.map(([, by]) => by)).toEqual(all?.length === 3 ? [hana, dana, hana] : [hana, dana])
    expect(all?.find(([, by]) => by === dana)?.[0]).toBe('all')
  })

  test('words that the server does not know are this device\'s, and of others they are not claimed', () => {
    const { mine, other, meet } = twoPeople()
    const authors = byClient(goalText(mine, goal), { 1: hana })
    lineIn(goalText(mine, goal)).insert(11, ' now')
    lineIn(goalText(other, goal)).insert(0, 'We ')
    meet()
    const text = goalText(mine, goal)
    expect(whoOf(text, 'now', true, authors)).toEqual([['now', 'mine']])
    expect(whoOf(text, 'We', true, authors)).toEqual([['We', 'unknown']])
    lineIn(text).insert(3, 'x')
    expect(whoOf(text, 'We x', true, authors)).toEqual([['We', 'unknown'], ['x', 'mine']])
    lineIn(text).delete(3, 1)
    const range = askedRange(editorOf(text, 'We Brush', true))
    expect(range && unknownIn(lettersOf(text), range, authors)).toHaveLength(3)
  })

  test('[W2] words that undo brings back are new letters, of the one who took them back', () => {
    const { mine } = twoPeople()
    const undoing = new PlanUndo([{ doc: mine, types: [mine.getMap('goals') as Y.AbstractType<unknown>] }])
    undoing.trackOrigin('me')
    const before = byClient(goalText(mine, goal), { 1: dana })
    mine.transact(() => lineIn(goalText(mine, goal)).delete(0, 6), 'me')
    undoing.undo()
    const text = goalText(mine, goal)
    expect(whoOf(text, 'Brush', true, before)).toEqual([['Brush', 'mine']])
    expect(whoOf(text, 'teeth', true, before)).toEqual([['teeth', dana]])
    const after = told(...before.runs, run(hana, lettersOf(text).slice(0, 6).map(({ client, clock }) => [client, clock, 1])))
    expect(whoOf(text, 'Brush', true, after)).toEqual([['Brush', hana]])
  })

  test('at a caret the very minute counts, over selected words the day does', () => {
    const { mine } = twoPeople()
    const text = goalText(mine, goal)
    const ids = lettersOf(text).map(({ client, clock }): Run['ids'][number] => [client, clock, 1])
    const authors = told(run(dana, ids.slice(0, 6), '2026-11-14T09:00:00.000Z'), run(dana, ids.slice(6), '2026-11-14T09:04:00.000Z'))
    expect(whoOf(text, 'Brush teeth', false, authors)).toEqual([['teeth', dana]])
    expect(whoOf(text, 'Brush teeth', true, authors)).toEqual([['Brush teeth', dana]])
  })
})

describe('what is said', () => {
  const context = { nameOf: (id: string) => (id === dana ? 'Dana' : undefined), me: hana, isSaved: false }
  const known = (by: string | null, since: string, visit: typeof version | null = version) =>
    ({ words: 'two words', is: 'known' as const, by, since, until: since, visit })

  test('who, when, and in which visit: in it, before it, or none yet', () => {
    expect(linesOf(known(dana, '2026-11-14T10:00:00.000Z'), context).visit).toMatch(/^In the visit of .*14.*2026/)
    expect(linesOf(known(dana, '2026-11-14T09:59:00.000Z'), context).visit).toMatch(/^Before the visit of/)
    expect(linesOf(known(dana, '2026-11-14T09:59:00.000Z', null), context).visit).toBe('No visit since then')
    expect(linesOf(known(dana, '2026-11-14T09:59:00.000Z'), context).who).toBe('Dana')
    expect(linesOf(known(hana, '2026-11-14T09:59:00.000Z'), context).who).toBe('You')
    expect(linesOf(known(null, '2026-11-14T09:59:00.000Z'), context).who).toBe('We do not know who wrote this')
  })

  test('[S3] words that are not on the server are never said to be saved', () => {
    expect(linesOf({ words: 'now', is: 'mine' }, context)).toEqual({ who: 'You', when: 'On this device. Not saved yet', visit: '' })
    expect(linesOf({ words: 'now', is: 'mine' }, { ...context, isSaved: true }).when).toBe('Just now')
  })

  test('read aloud as sentences, and not all of very many', () => {
    const findings = Array.from({ length: 6 }, () => known(dana, '2026-11-14T10:00:00.000Z'))
    expect(spokenWords(findings, context)).toMatch(/^Dana wrote “two words”\. .*\. In the visit of .* And 2 more$/)
    expect(spokenWords([{ words: 'x', is: 'unknown' }], context)).toMatch(/^“x”: We cannot tell yet/)
  })
})

test('the place of a text is read from where it hangs', () => {
  const doc = new Y.Doc()
  addGoal(doc, 'G', goal)
  addStrategy(doc, 'S', strategy)
  const own = doc.getMap<Y.Map<unknown>>('strategies').get(strategy) as Y.Map<unknown>
  const text = new Y.XmlFragment()
  ;(own.get('steps') as Y.Map<unknown>).set(step, new Y.Map([['text', text]]))
  doc.getMap('about').set('loves', new Y.XmlFragment())
  const gas = doc.getMap<Y.Map<Y.Map<Y.XmlFragment>>>('goals').get(goal)?.get('gas')?.get('-1') as Y.XmlFragment
  expect(placeOfText('plan', goalText(doc, goal))).toEqual({ part: 'plan', entity: 'goal', id: goal, field: 'title' })
  expect(placeOfText('plan', gas)).toEqual({ part: 'plan', entity: 'goal', id: goal, field: 'gas.-1' })
  expect(placeOfText('plan', text)).toEqual({ part: 'plan', entity: 'step', id: step, within: strategy, field: 'text' })
  expect(placeOfText('plan', doc.getMap<Y.XmlFragment>('about').get('loves') as Y.XmlFragment)).toEqual({ part: 'plan', entity: 'about', id: 'about', field: 'loves' })
  expect(placeOfText('notes.x', doc.getXmlFragment('notes'))).toBeNull()
})
