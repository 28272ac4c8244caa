/** What nobody may do, chosen at random: all of it must be refused. */
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { editText } from './legal-edits.ts'
import type { Random } from './random.ts'

type Entity = Y.Map<unknown>
const anyOf = (list: Y.Map<unknown>, random: Random): Entity => random.pick([...list.values()]) as Entity
const textIn = (entity: Entity, key: string): Y.XmlFragment => entity.get(key) as Y.XmlFragment

/** Acts that no member may do in a plan. Each needs at least one goal. */
export const forbiddenInPlan: Readonly<Record<string, (doc: Y.Doc, random: Random) => void>> = {
  'unknown root': (doc, random) => doc.getMap(`r${random.below(9)}`).set('x', random.next()),
  'unknown key': (doc, random) => anyOf(doc.getMap('goals'), random).set(random.pick(['colour', '__proto__', 'toString', 'id']), 'x'),
  'wrong value': (doc, random) => anyOf(doc.getMap('goals'), random).set('status', random.pick([1, null, 'done', {}, [], true]) as string),
  'wrong type': (doc, random) => anyOf(doc.getMap('goals'), random).set('status', random.pick([() => new Y.Map(), () => new Y.Array(), () => new Y.Text('x')])()),
  'name that is no UUID': (doc, random) => doc.getMap('goals').set(`goal${random.below(99)}`, newEntity(goalFields, { status: 'active', order: 'a0' })),
  'container replaced': (doc, random) => anyOf(doc.getMap('goals'), random).set(random.pick(['title', 'why', 'familyWords']), new Y.XmlFragment()),
  'container removed': (doc, random) => anyOf(doc.getMap('goals'), random).delete(random.pick(['title', 'gas', 'settings'])),
  'unknown node': (doc, random) => textIn(anyOf(doc.getMap('goals'), random), 'title').insert(0, [new Y.XmlElement(random.pick(['script', 'iframe', 'image', 'heading', 'Paragraph']))]),
  'attribute': (doc, random) => (textIn(anyOf(doc.getMap('goals'), random), 'why').get(0) as Y.XmlElement).setAttribute(random.pick(['onclick', 'style', 'href']), 'x'),
  'link': (doc, random) => {
    const run = new Y.XmlText()
    const paragraph = new Y.XmlElement('paragraph')
    textIn(doc.getMap<unknown>('about'), 'loves').insert(0, [paragraph])
    paragraph.insert(0, [run])
    run.insert(0, 'click', { link: { href: random.pick(['javascript:alert(1)', 'https://evil.example', 'data:text/html,x']) } })
  },
  'embed': (doc, random) => {
    const run = new Y.XmlText()
    const paragraph = new Y.XmlElement('paragraph')
    textIn(doc.getMap<unknown>('about'), 'loves').insert(0, [paragraph])
    paragraph.insert(0, [run])
    run.insertEmbed(0, { n: random.below(9) })
  },
  'subdocument': (doc, random) => anyOf(doc.getMap('goals'), random).set('reviewDate', new Y.Doc()),
  'too long': (doc, random) => editLong(textIn(anyOf(doc.getMap('goals'), random), 'title')),
  'a legal edit and a forbidden one': (doc, random) => {
    editText(textIn(anyOf(doc.getMap('goals'), random), 'title'), random)
    doc.getMap('secrets').set('x', 1)
  },
}

function editLong(text: Y.XmlFragment): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('x'.repeat(2020))])
  text.insert(0, [paragraph])
}

/** Acts that this member may not do in a journal that holds an entry of somebody else. */
export const forbiddenInJournal: Readonly<Record<string, (doc: Y.Doc, foreign: string, memberId: string, random: Random) => void>> = {
  'foreign words': (doc, foreign, _me, random) => editText(textIn(doc.getMap<unknown>('entries').get(foreign) as Entity, random.pick(['text', 'before', 'bestBit'])), random),
  'foreign value': (doc, foreign) => (doc.getMap<unknown>('entries').get(foreign) as Entity).set('status', 'withdrawn'),
  'foreign removal': (doc, foreign) => doc.getMap('entries').delete(foreign),
  'foreign replacement': (doc, foreign, me) => doc.getMap('entries').set(foreign, newEntity(entryFields, { kind: 'observation', author: me, createdAt: '2026-11-21T02:15:00-07:00' })),
  'naming oneself': (doc, foreign, me) => ((doc.getMap<unknown>('entries').get(foreign) as Entity).get('coAuthors') as Y.Map<true>).set(me, true),
  'taking authorship': (doc, foreign, me) => (doc.getMap<unknown>('entries').get(foreign) as Entity).set('author', me),
  'in another name': (doc, foreign, _me, random) => {
    const author = (doc.getMap<unknown>('entries').get(foreign) as Entity).get('author') as string
    doc.getMap('entries').set(random.uuid(), newEntity(entryFields, { kind: 'observation', author, createdAt: '2026-11-21T02:15:00-07:00' }))
  },
  'letters that are none': (doc, _foreign, me, random) => say(doc, random, me, { letters: random.pick(['', '1.2', '1.2.3 ', '-1.2.3', '1.2.3;4', `1.2.3${' 1.2.3'.repeat(32)}`, '<b>']) }),
  'field that is a path': (doc, _foreign, me, random) => say(doc, random, me, { field: random.pick(['../why', 'a/b/c/d', '', 'why/', 'steps//text', 'steps/<b>', '__proto__']) }),
  'quote of many lines': (doc, _foreign, me, random) => say(doc, random, me, { quote: random.pick(['a\nb', 'x'.repeat(501)]) }),
  'outcome in a note': (doc, _foreign, me, random) => say(doc, random, me, { kind: random.pick(['observation', 'suggestion']), outcome: 'taken' }),
  'outcome about a goal': (doc, _foreign, me, random) => say(doc, random, me, { subject: 'goal', outcome: 'taken' }),
  'stance in a note': (doc, _foreign, me, random) => say(doc, random, me, { kind: 'observation', stance: 'right' }),
  'another subject': (doc, _foreign, me, random) => own(doc, me)?.set(random.pick(['subjectId', 'subject', 'letters', 'quote', 'field']), random.pick(['entry', 'why', random.uuid()])),
  'an answer put in later': (doc, _foreign, me, random) => {
    const [key, value] = random.pick([['outcome', 'taken'], ['stance', 'right']] as const)
    own(doc, me)?.set(key, value)
  },
  'without a name': (doc, _foreign, _me, random) => doc.getMap('entries').set(random.uuid(), newEntity(entryFields, { kind: 'observation', createdAt: '2026-11-21T02:15:00-07:00' })),
}

/** What a member may not do in a journal who reads the plan and does not write it. */
export const forbiddenToPlanReaders: typeof forbiddenInJournal = {
  'settling a suggestion': (doc, _foreign, me, random) => say(doc, random, me, { outcome: random.pick(['taken', 'not-now']) }),
}

function say(doc: Y.Doc, random: Random, author: string, values: Record<string, string>): void {
  const said = { kind: 'comment', author, createdAt: '2026-11-21T02:15:00-07:00', subject: 'entry', subjectId: random.uuid(), ...values }
  doc.getMap('entries').set(random.uuid(), newEntity(entryFields, said))
}

const own = (doc: Y.Doc, me: string): Entity | undefined => [...doc.getMap<Entity>('entries').values()].find((entry) => entry.get('author') === me)
