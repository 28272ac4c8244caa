import type { ReactNode } from 'react'
import { Notice } from '../ui/notice.tsx'
import { errorWords } from './error-words.ts'

/** What went wrong with a request, what is safe, what to do, and the code. Nothing when nothing went wrong. */
export function RequestNotice({ error, action }: { error: unknown; action?: ReactNode }) {
  if (error === null || error === undefined) return null
  const { words, code } = errorWords(error)
  return (
    <Notice tone="danger" isAlert action={action}>
      {words} <small>({code})</small>
    </Notice>
  )
}
