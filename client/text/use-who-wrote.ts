/** Asks who wrote the words at the caret of an editor, or those that are selected in it. */
import type { Editor } from '@tiptap/core'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { parsePart } from '#shared/plan/parts.ts'
import type { TextAuthors } from '#shared/version/api.ts'
import { errorWords, hasCode } from '../http/error-words.ts'
import { useNames } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { askAuthors } from '../http/versions.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { announce } from '../ui/status-region.tsx'
import { linesOf, spokenWords, type AuthorLines } from './author-words.ts'
import { findingsIn, unknownIn, type Finding } from './authors.ts'
import { askedRange, lettersOf, placeOfText, type Letter } from './letters.ts'
import { takeSelectionOnScreen } from './selection-on-screen.ts'

/** What is shown: that it is being looked up, rows of who wrote what, or why there is no answer. */
export type WhoWrote = { readonly is: 'looking' } | { readonly is: 'rows'; readonly rows: readonly (AuthorLines & { words: string })[] } | { readonly is: 'words'; readonly words: string }

/** An answer that comes sooner is shown without a sign of looking. */
const patienceMs = 150
/** How long words of somebody else take at most from their disk to the answer after it. */
const againMs = 400
const noAuthors: TextAuthors = { runs: [], versions: [] }

type Answer = { is: 'looking' } | { is: 'findings'; findings: readonly Finding[] } | { is: 'words'; words: string }

/** `mayAsk`: whether this person reads the history. `shown` is null until they ask, and again when they close it. */
export function useWhoWrote(editor: Editor | null, fragment: Y.XmlFragment, part: PartHandle) {
  const { planId, memberId, connections } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const { data: names } = useNames(planId)
  const connection = connections.find(({ partId }) => partId === part.partId)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const asked = useRef(0)
  // Asked of an answer only: nothing is drawn again at each key.
  const isSaved = useSyncExternalStore(
    useCallback((listener: () => void) => connection?.subscribe(listener) ?? (() => undefined), [connection]),
    () => answer !== null && connection?.isSaved === true,
  )
  const context = { nameOf: (id: string) => names?.get(id), me: memberId, isSaved }

  const close = () => {
    asked.current += 1
    setAnswer(null)
  }
  useEffect(() => () => void (asked.current += 1), [])

  const ask = async (): Promise<void> => {
    if (editor === null) return
    close()
    const question = asked.current
    const tell = (told: Answer) => {
      if (question !== asked.current) return
      setAnswer(told)
      if (told.is === 'words') announce(told.words)
      if (told.is === 'findings') announce(spokenWords(told.findings, { ...context, isSaved: connection?.isSaved ?? false }))
    }
    takeSelectionOnScreen(editor.view)
    const range = askedRange(editor.state)
    const place = placeOfText(part.partId, fragment)
    if (range === null || place === null) return tell({ is: 'words', words: 'There are no words here yet' })
    const letters = lettersOf(fragment)
    const isUnsent = connection?.unsent() ?? (() => false)
    const isMine = (letter: Letter) => letter.client === part.doc.clientID || isUnsent(letter)
    const timer = setTimeout(() => tell({ is: 'looking' }), patienceMs)
    try {
      let authors = await authorsAt(planId, place)
      const mayComeYet = unknownIn(letters, range, authors).some((letter) => !isMine(letter))
      if (mayComeYet) {
        await new Promise((resolve) => setTimeout(resolve, againMs))
        authors = await authorsAt(planId, place)
      }
      tell({ is: 'findings', findings: findingsIn(letters, range, authors, isMine) })
    } catch (error) {
      const isOnHereOnly = letters.slice(range.from, range.to).every((letter) => isUnsent(letter))
      tell(isOnHereOnly ? { is: 'findings', findings: findingsIn(letters, range, noAuthors, isUnsent) } : { is: 'words', words: troubleWords(error) })
    } finally {
      clearTimeout(timer)
    }
  }

  const rowsOf = (findings: readonly Finding[]) => findings.map((finding) => ({ words: finding.words, ...linesOf(finding, context) }))
  const shown: WhoWrote | null = answer?.is === 'findings' ? { is: 'rows', rows: rowsOf(answer.findings) } : answer
  // In notes of one's own there is nobody else.
  const isShared = parsePart(part.partId)?.kind !== 'notes'
  return { mayAsk: isShared && (access?.abilities.includes('history.read') ?? false), shown, ask: () => void ask(), close }
}

/** A text that the server does not have yet has no authors there. */
const authorsAt = (planId: string, place: NonNullable<ReturnType<typeof placeOfText>>): Promise<TextAuthors> =>
  askAuthors(planId, place).catch((error: unknown) => {
    if (hasCode(error, 'not-found')) return noAuthors
    throw error
  })

const troubleWords = (error: unknown): string =>
  hasCode(error, 'unreachable') ? 'Who wrote this can be looked up when you are online again' : errorWords(error).words
