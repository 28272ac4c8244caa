import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { linksOf, linkTyped } from '#shared/plan/links.ts'
import { resourceFields, strategyFields } from '#shared/plan/plan-part.ts'

test('what people type becomes an https address, or nothing', () => {
  expect(linkTyped(' example.org/choices ')).toBe('https://example.org/choices')
  expect(linkTyped('https://example.org')).toBe('https://example.org')
  for (const words of ['', 'choices', 'http://example.org', 'javascript:alert(1)', 'data:text/html,x', 'https://bank.example@evil.example', 'https://a b.org', 'ftp://example.org', '//example.org/x y']) {
    expect(linkTyped(words), words).toBeNull()
  }
})

test('links are in order, say whose page it is, and what is no safe address is never shown as one', () => {
  const strategies = new Y.Doc().getMap<unknown>('strategies')
  const strategy = newEntity(strategyFields, { status: 'learning', order: 'a0' })
  strategies.set('s', strategy)
  const list = strategy.get('resources') as Y.Map<unknown>
  const add = (id: string, order: string, values: Record<string, string>) => list.set(id, newEntity(resourceFields, { order, ...values }))
  add('b', 'a1', { title: '', url: 'https://www.example.org/film' })
  add('a', 'a0', { title: 'Two choices', url: 'https://video.example.net/1' })
  add('c', 'a2', { title: 'Trap', url: 'javascript:alert(1)' })
  add('d', 'a3', { title: 'No address' })
  expect(linksOf(strategy).map(({ id, title, host }) => [id, title, host])).toEqual([['a', 'Two choices', 'video.example.net'], ['b', 'example.org', 'example.org']])
  expect(linksOf(undefined)).toEqual([])
})
