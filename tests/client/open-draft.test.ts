/** What somebody begins to write: nothing that was begun earlier is lost under it, whether it is read in time or not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { freshPage, ownDevicePage, type FreshPage } from '../devices/fresh-page.ts'

const name = 'plan-1/member-1/entry-1'
const target = { subject: 'goal', subjectId: 'goal-1', field: 'why' } as const
const remark = { kind: 'suggestion', target, title: 'Why', texts: [{ field: 'why', label: 'Why', words: 'Less noise.', maxChars: 500 }], status: 'active' } as const
let page: FreshPage

beforeEach(async () => {
  page = await ownDevicePage()
})
afterEach(() => vi.unstubAllGlobals())

const replies = async () => (await import('../../client/sync/words-draft.ts')).wordsDrafts
/** A reply as its box has it. */
const openReply = async () => new page.OpenDraft(name, await replies())
/** What the next page finds. */
const onDisk = async () => {
  const kept = (await freshPage()).keptAnswer(`draft/${name}`)
  return (await kept) as { words: string } | null
}
const writtenIs = (words: string) => vi.waitFor(async () => expect(await onDisk()).toEqual({ words }))

test('a reply that was begun before the tab was killed is there again, and the next key does not overwrite it', async () => {
  const before = await openReply()
  await before.load()
  before.change(() => ({ words: 'Yes, at the weekend' }))
  await writtenIs('Yes, at the weekend')

  page = await freshPage()
  const again = await openReply()
  expect(again.held()).toMatchObject({ draft: { words: '' }, isLoaded: false })
  await again.load()
  expect(again.held()).toMatchObject({ draft: { words: 'Yes, at the weekend' }, isLoaded: true })
  again.change(({ words }) => ({ words: `${words}, too` }))
  await writtenIs('Yes, at the weekend, too')
})

test('what is typed while an earlier draft is still being read comes after it, also where the box is closed meanwhile', async () => {
  const before = await openReply()
  await before.load()
  before.change(() => ({ words: 'Begun.' }))
  await writtenIs('Begun.')

  page = await freshPage()
  const again = await openReply()
  const told = vi.fn<() => void>()
  const stop = again.subscribe(told)
  const loading = again.load()
  again.change(() => ({ words: 'Typed.' }))
  expect(told).toHaveBeenCalledOnce()
  stop()
  await loading
  expect(again.held().draft.words).toBe('Begun.\nTyped.')
  await writtenIs('Begun.\nTyped.')
})

test('a reply that was saved is gone, and what comes after it begins anew', async () => {
  const before = await openReply()
  await before.load()
  before.change(() => ({ words: 'Sent.' }))
  before.clear()
  await vi.waitFor(async () => expect(await onDisk()).toBeNull())
  page = await freshPage()
  const again = await openReply()
  await again.load()
  expect(again.held().draft).toEqual({ words: '' })
})

test('a begun suggestion and the key that was typed before it was read: both its words and its reason stay', async () => {
  const { remarkDrafts } = await import('../../client/journal/remark-draft.ts')
  const way = remarkDrafts(remark)
  const earlier = { kind: 'suggestion', words: 'She says so.', what: 'why', after: 'Less shouting.', statusAfter: '', partId: 'journal.team' } as const
  const before = new page.OpenDraft(name, way)
  await before.load()
  before.change(() => earlier)
  await vi.waitFor(async () => expect(await onDisk()).toEqual(earlier))

  page = await freshPage()
  const again = new page.OpenDraft(name, remarkDrafts({ ...remark, kind: 'comment' }))
  again.change((now) => ({ ...now, words: 'A' }))
  await again.load()
  expect(again.held().draft).toEqual({ ...earlier, kind: 'comment', words: 'She says so.\nA' })
  expect(way.join(earlier, { ...earlier, words: '', after: 'Less noise!' })).toMatchObject({ words: 'She says so.', after: 'Less shouting.\nLess noise!' })
  await vi.waitFor(async () => expect(await onDisk()).toMatchObject({ words: 'She says so.\nA', after: 'Less shouting.' }))
})
