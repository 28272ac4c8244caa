/** What the history page works out by itself: groups, filters, words before and after, days, addresses, the hash of the words. */
import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { completeContainers } from '#shared/plan/containers.ts'
import { planPart } from '#shared/plan/plan-part.ts'
import type { VersionRow } from '#shared/version/api.ts'
import type { Change, Span } from '#shared/version/changes.ts'
import { addressOf, placeOf } from '#client/history/address.ts'
import { choiceForChange, choiceForGroup, countSubjects, filterChanges, groupChanges, isInChoice, peopleIn } from '#client/history/change-groups.ts'
import { linesOf } from '#client/history/content-lines.ts'
import { hashOfPlan } from '#client/sync/plan-hash.ts'
import { authorsOf, joinRuns, shortenRuns, sidesOf } from '#client/text/runs.ts'
import { lastSignatures, versionSignedAs } from '#client/history/signatures.ts'
import { daysOf } from '#client/history/timeline-days.ts'
import { hashOf } from '../../server/versions/canonical.ts'
import { partAt } from '../../server/versions/part-view.ts'
import { Point } from '../../server/versions/point.ts'
import { addGoal, addStrategy, goalText } from '../support/history.ts'

const [ana, dana] = ['a1a1a1a1-0000-4000-8000-000000000000', 'd2d2d2d2-0000-4000-8000-000000000000']
const [goal, strategy, step] = ['11111111-0000-4000-8000-000000000000', '22222222-0000-4000-8000-000000000000', '33333333-0000-4000-8000-000000000000']

const change = (about: Partial<Change>): Change => ({ kind: 'changed', entity: 'goal', id: goal, title: 'Asks for help', by: [ana], sentence: 'S', ...about })
const span = (op: Span['op'], text: string, by: string | null = null, at: string | null = null): Span => ({ op, text, by, at })

const changes: Change[] = [
  change({ entity: 'about', id: 'about', title: '', field: 'loves' }),
  change({ field: 'title' }),
  change({ entity: 'step', id: step, within: strategy, title: 'Wait', kind: 'added', by: [dana] }),
  change({ field: 'gas.-1', by: [ana, dana] }),
  change({ entity: 'strategy', id: strategy, title: 'Two choices', field: 'why', by: [dana] }),
  change({ entity: 'entry', id: 'e1', title: 'A note', kind: 'added', by: [dana] }),
  change({ entity: 'entry', id: 'e2', title: 'Another', kind: 'added', by: [] }),
]

describe('changes by what they are about', () => {
  test('a goal, a strategy with its steps, all notes: one group each, numbered as they stand', () => {
    const groups = groupChanges(changes)
    expect(groups.map(({ key, title }) => [key, title])).toEqual([
      ['about/about', ''], [`goal/${goal}`, 'Asks for help'], [`strategy/${strategy}`, 'Two choices'], ['entry/entries', 'A note'],
    ])
    expect(groups.flatMap((group) => group.changes.map(({ number }) => number))).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(groups[2]?.changes.map(({ entity }) => entity)).toEqual(['step', 'strategy'])
  })

  test('by person: with several authors a change belongs to each, and what nobody is named for to nobody', () => {
    expect(filterChanges(changes, { person: ana, subject: null })).toHaveLength(3)
    expect(filterChanges(changes, { person: dana, subject: null })).toHaveLength(4)
    expect(filterChanges(changes, { person: dana, subject: 'goal' }).map(({ field }) => field)).toEqual(['gas.-1'])
    expect(peopleIn(changes)).toEqual([dana, ana])
  })

  test('by subject: steps are what is done at home, and what is empty is not offered', () => {
    expect(countSubjects(changes)).toEqual([{ subject: 'goal', count: 2 }, { subject: 'strategy', count: 2 }, { subject: 'entry', count: 2 }, { subject: 'rest', count: 1 }])
    expect(countSubjects(changes.slice(5))).toEqual([{ subject: 'entry', count: 2 }])
  })

  test('what to ask for to bring a group back: notes never, what was added since neither', () => {
    const [about, goals, strategies, notes] = groupChanges(changes)
    expect([about, goals, strategies, notes].map((group) => group && choiceForGroup(group))).toEqual([
      { field: 'about' }, { goalIds: [goal] }, { strategyIds: [strategy] }, null,
    ])
    expect(groupChanges([change({ kind: 'added' })]).map(choiceForGroup)).toEqual([null])
    expect(groupChanges([change({ entity: 'entry', id: 'e1', field: 'text' })]).map(choiceForGroup)).toEqual([null])
  })

  test('and one change alone, where the group has others', () => {
    const [about, goals, strategies] = groupChanges(changes)
    expect(about && choiceForChange(about, about.changes[0] as Change)).toBeNull()
    expect(goals?.changes.map((one) => choiceForChange(goals, one))).toEqual([{ goalIds: [goal], field: 'title' }, { goalIds: [goal], field: 'gas.-1' }])
    expect(strategies?.changes.map((one) => choiceForChange(strategies, one))).toEqual([
      { strategyIds: [strategy], field: 'steps' }, { strategyIds: [strategy], field: 'why' },
    ])
    const page = groupChanges([change({ entity: 'safety', id: 'safety', field: 'reviewedAt' }), change({ entity: 'safety', id: 'safety', field: 'warningSigns' })])[0]
    expect(page && choiceForChange(page, page.changes[1] as Change)).toEqual({ field: 'safety.warningSigns' })
  })

  test('[access 9] a note is in no choice, so that nothing done to it stands in the way of an undo', () => {
    const note = changes[5] as Change
    expect([{}, { goalIds: [goal] }, { field: 'about.loves' }].map((choice) => isInChoice(note, choice))).toEqual([false, false, false])
    expect(isInChoice(changes[2] as Change, { strategyIds: [strategy] })).toBe(true)
    expect(isInChoice(changes[1] as Change, { strategyIds: [strategy] })).toBe(false)
    expect(isInChoice(changes[0] as Change, { field: 'about.loves' })).toBe(true)
  })
})

describe('words', () => {
  const spans = [span('same', 'We ', ana), span('same', 'say ', dana), span('delete', 'two', dana, '2026-11-14T10:00:00Z'), span('insert', 'th', ana, '2026-11-14T10:01:00Z'), span('insert', 'ree', ana, '2026-11-14T10:02:00Z'), span('insert', ' or four', dana, '2026-11-14T10:03:00Z'), span('same', ' words')]

  test('what is alike for a reader is joined, with the last time; each person keeps what is theirs', () => {
    expect(joinRuns(spans).map(({ op, text, by, at }) => [op, text, by, at])).toEqual([
      ['same', 'We say ', null, null],
      ['delete', 'two', dana, '2026-11-14T10:00:00Z'],
      ['insert', 'three', ana, '2026-11-14T10:02:00Z'],
      ['insert', ' or four', dana, '2026-11-14T10:03:00Z'],
      ['same', ' words', null, null],
    ])
    expect(authorsOf(joinRuns(spans))).toEqual([dana, ana])
  })

  test('[W2] side by side stand exactly the words before and the words after', () => {
    const { before, after } = sidesOf(joinRuns(spans))
    expect([before, after].map((side) => side.map(({ text }) => text).join(''))).toEqual(['We say two words', 'We say three or four words'])
  })

  test('a long stretch that stayed the same is cut at words, what changed never', () => {
    const long = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ')
    const short = shortenRuns(joinRuns([span('insert', long, ana), span('same', ` ${long} `), span('delete', long, dana)]))
    expect(short[0]?.text).toBe(long)
    expect(short[2]?.text).toBe(long)
    expect(short[1]?.text).toMatch(/^ word0 .*word\d+ … word\d+ .*word59 $/)
    expect(short[1]?.text.length).toBeLessThan(220)
    expect(shortenRuns(joinRuns([span('same', 'short '), span('insert', 'x', ana)]))[0]?.text).toBe('short ')
  })
})

test('a goal in lines: labels and words; ids, places and what is empty are left out; the scale best first', () => {
  const lines = linesOf({
    id: goal, order: 'a0', title: 'Asks for help', familyWords: '', why: 'Less yelling', status: 'on-hold', reviewDate: '2026-12-01',
    gas: { '0': 'as hoped', '1': 'more', '2': '', '-2': 'nothing', '-1': 'less' }, settings: ['home', 'school'],
  })
  expect(lines.map(({ label, text }) => [label, text])).toEqual([
    ['', 'Asks for help'], ['Why it matters', 'Less yelling'], ['Status', 'on hold'], ['Next look', expect.stringContaining('2026')],
    ['More than hoped', 'more'], ['As hoped', 'as hoped'], ['Less than hoped', 'less'], ['Much less than hoped', 'nothing'], ['Where', 'home, school'],
  ])
  expect(linesOf({ id: strategy, title: 'T', who: [ana], goals: [goal], steps: [{ id: step, text: 'Wait', order: 'a0' }] })).toEqual([
    { label: '', text: 'T' }, { label: 'Steps', text: '', items: ['Wait'] },
  ])
})

test('a decision in lines: what else notes call before and after is its reason and other views', () => {
  const texts = { text: 'Cards first', before: 'It is calm', after: 'Sam: bedtime' }
  const labels = (kind: string) => linesOf({ id: goal, kind, ...texts }).map(({ label }) => label)
  expect(labels('decision')).toEqual(['', 'Why', 'Who saw it differently'])
  expect(labels('observation')).toEqual(['', 'Before', 'After'])
})

const version = (about: Partial<VersionRow>): VersionRow => ({ id: crypto.randomUUID(), kind: 'automatic', label: null, at: '2026-11-14T10:00:00', by: null, restoredId: null, agreements: [], ...about })
const signature = (memberId: string, at: string) => ({ memberId, at, role: 'guardian' as const, hash: 'h', dissent: null, hasChanged: false, isBeforeErasure: false })

test('versions by day, with three or more in a row that were kept by themselves in one line', () => {
  const rows = [
    version({ at: '2026-11-14T12:00:00', kind: 'visit', label: 'Visit' }),
    version({ at: '2026-11-14T11:30:00' }), version({ at: '2026-11-14T11:00:00' }), version({ at: '2026-11-14T10:00:00' }),
    version({ at: '2026-11-13T12:00:00' }), version({ at: '2026-11-13T11:00:00' }),
    version({ at: '2026-11-12T12:00:00' }), version({ at: '2026-11-12T11:00:00', agreements: [signature(ana, '')] }), version({ at: '2026-11-12T10:00:00' }),
  ]
  const days = daysOf(rows, new Date('2026-11-14T20:00:00'))
  expect(days.map(({ heading, items }) => [heading, items.map((item) => (item.is === 'run' ? item.versions.length : 1))])).toEqual([
    ['Today', [1, 3]], ['Yesterday', [1, 1]], [expect.stringMatching(/12/), [1, 1, 1]],
  ])
})

test('[access 8] of each person the last signature counts, over all versions', () => {
  const rows = [version({ agreements: [signature(ana, '2026-11-14'), signature(dana, '2026-11-16')] }), version({ agreements: [signature(ana, '2026-11-15')] })]
  expect(lastSignatures(rows).map(({ agreement, version: { id } }) => [agreement.memberId, id])).toEqual([[dana, rows[0]?.id], [ana, rows[1]?.id]])
})

test('[access 8] who agrees to the plan as it is joins only a version that was signed with exactly the words they read', () => {
  const read = version({ agreements: [{ ...signature(ana, '2026-11-14'), hash: 'read' }] })
  const newer = version({ agreements: [{ ...signature(dana, '2026-11-16'), hash: 'newer' }] })
  const erased = version({ agreements: [{ ...signature(dana, '2026-11-17'), hash: 'erased', isBeforeErasure: true }] })
  expect(['read', 'newer', 'other', 'erased'].map((hash) => versionSignedAs([erased, newer, read], hash)?.id)).toEqual([read.id, newer.id, undefined, undefined])
})

test('an address says where one is, and back', () => {
  const places = [
    { is: 'overview' }, { is: 'version', versionId: goal, shows: 'plan' }, { is: 'version', versionId: goal, shows: 'changes' },
    { is: 'compare', from: goal, to: 'now' }, { is: 'compare', from: '2026-11-14T10:00:00+01:00', to: strategy },
  ] as const
  for (const place of places) expect(placeOf(new URL(addressOf('p', place), 'http://x').search)).toEqual(place)
  expect(placeOf(`?from=${goal}`)).toEqual({ is: 'compare', from: goal, to: 'now' })
})

test('[access 8] the browser comes to the same hash of the words as the server, and to another one after a letter', async () => {
  const doc = new Y.Doc()
  const id = addGoal(doc, 'Asks for help — “más” \u{1F600}')
  addStrategy(doc, 'Two choices')
  doc.transact(() => completeContainers(doc, planPart))
  const ofServer = () => hashOf(partAt(doc, planPart, Point.of(doc)))
  expect(await hashOfPlan(doc)).toBe(ofServer())
  const before = ofServer()
  const words = goalText(doc, id).get(0) as Y.XmlElement
  ;(words.get(0) as Y.XmlText).insert(0, 'x')
  expect(await hashOfPlan(doc)).toBe(ofServer())
  expect(await hashOfPlan(doc)).not.toBe(before)
})
