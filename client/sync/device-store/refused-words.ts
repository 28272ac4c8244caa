/**
 * Words of a person that the server did not take, or may no longer be given: put aside for the person to copy [A5]. In
 * memory, and sealed on their own device, until they say that they are done with them.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { chosenDevice } from './device-choice.ts'
import { keepAnswer, keptAnswer, keptPaths } from './kept-answers.ts'
import { onWipe } from './wipe-notice.ts'

/** `partId`: where they were to stand; `draft` for a note that was not saved yet. `changes` is what the save mark counted. */
export type RefusedWords = {
  partId: string
  changes: number
  words: string
  /** Where they come from, if that may still grow: what came from there before is replaced. */
  source?: string
}

export type WhoseWords = { planId: string; memberId: string }

const aside = new Map<string, readonly RefusedWords[]>()
/** The same by plan: what every member and begun text of one has there. */
const ofPlans = new Map<string, readonly RefusedWords[]>()
const loaded = new Map<string, Promise<void>>()
/** What is in memory only. */
const unkept = new Set<string>()
const listeners = new Set<() => void>()
const nothing: readonly RefusedWords[] = []
/** One write after the other, so that the last one wins. */
let latest: Promise<unknown> = Promise.resolve()
const prefix = 'refused/'
const pathOf = ({ planId, memberId }: WhoseWords): string => `${prefix}${planId}/${memberId}`
const isOf = (planId: string) => (path: string): boolean => path.startsWith(`${prefix}${planId}/`)

/** Whether an address of a kept answer is that of such words: they stay when a plan is taken away. */
export const isRefusedPath = (path: string): boolean => path.startsWith(prefix)

/** Puts words aside, once. Resolves to whether they are where they survive the page, or this device keeps nothing. */
export async function putAside(whose: WhoseWords, refused: RefusedWords): Promise<boolean> {
  const path = pathOf(whose)
  await loadAside(path)
  const before = aside.get(path) ?? nothing
  // A document and its copy may hold the same words, one of them a few more.
  const others = before.filter((known) => !isFrom(known, refused.source) && !holds(refused, known))
  const isKnown = before.some((known) => !isFrom(known, refused.source) && holds(known, refused))
  if (!isKnown) {
    aside.set(path, [...others, refused])
    tell()
  }
  return keep(path)
}

const isFrom = (known: RefusedWords, source: string | undefined): boolean => source !== undefined && known.source === source

const holds = (all: RefusedWords, some: RefusedWords): boolean =>
  all.partId === some.partId && bare(all.words).includes(bare(some.words))

/** The same words may stand in other stretches. */
const bare = (words: string): string => words.replaceAll(/\s/g, '')

/** The person has copied what they wanted. */
export async function dismissRefused(planId: string): Promise<void> {
  for (const path of [...aside.keys()].filter(isOf(planId))) {
    aside.set(path, nothing)
    tell()
    await keep(path)
  }
}

/** What is put aside of one plan, that of earlier visits included. */
export function useRefusedWords(planId: string): readonly RefusedWords[] {
  useEffect(() => void loadPlan(planId), [planId])
  return useSyncExternalStore(subscribe, () => refusedOf(planId))
}

/** What is put aside of one plan, as far as this page knows. The same array while nothing changes. */
export function refusedOf(planId: string): readonly RefusedWords[] {
  const known = ofPlans.get(planId) ?? [...aside.keys()].filter(isOf(planId)).flatMap((path) => aside.get(path) ?? nothing)
  ofPlans.set(planId, known)
  return known
}

/** Reads what earlier visits put aside of a plan. */
export async function loadPlan(planId: string): Promise<void> {
  const paths = await keptPaths(prefix + planId).catch(() => [])
  await Promise.all(paths.map(loadAside))
}

/** Changes that are put aside, of all plans. */
export async function countRefused(): Promise<number> {
  await loadPlan('')
  return [...aside.values()].flat().reduce((sum, { changes }) => sum + changes, 0)
}

function loadAside(path: string): Promise<void> {
  const loading = loaded.get(path) ?? load(path)
  loaded.set(path, loading)
  return loading
}

async function load(path: string): Promise<void> {
  const kept = (await keptAnswer(path).catch(() => undefined)) as readonly RefusedWords[] | undefined
  if (kept === undefined || kept.length === 0) return
  aside.set(path, [...kept, ...(aside.get(path) ?? nothing)])
  tell()
}

async function keep(path: string): Promise<boolean> {
  unkept.add(path)
  if (chosenDevice() !== 'own') return true
  const keeping = latest.then(() => keepAnswer(path, aside.get(path)))
  latest = keeping.catch(() => undefined)
  const isKept = await keeping.then(() => true, () => false)
  if (isKept) unkept.delete(path)
  return isKept
}

function tell(): void {
  ofPlans.clear()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

onWipe((reason) => {
  if (reason === 'signed-out') {
    aside.clear()
    ofPlans.clear()
  } else for (const path of aside.keys()) unkept.add(path)
})

// What is in memory only would be gone with the page: the browser asks first.
globalThis.addEventListener?.('beforeunload', (event) => {
  if ([...unkept].some((path) => (aside.get(path) ?? nothing).length > 0)) event.preventDefault()
})
