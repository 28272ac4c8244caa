/**
 * The editor's code, fetched as soon as somebody could write. Not behind Suspense: from the first press to the editor
 * there may be no pause, or keys get lost.
 */
import { useEffect, useSyncExternalStore } from 'react'
import { fetchCode } from '../ui/lazy.ts'
import type { LiveEditorProps } from './live-editor.tsx'

type EditorCode = typeof import('./live-editor.tsx')

let code: EditorCode | null = null
let isComing = false
const listeners = new Set<() => void>()

const isHere = (): boolean => code !== null

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Fetches the code, unless it is here or on its way. Without a network the texts stay readable, and it comes with the network. */
export function fetchEditorCode(): void {
  if (isHere() || isComing) return
  isComing = true
  fetchCode(() => import('./live-editor.tsx'))
    // Where the files are gone, the texts stay readable.
    .then((module) => {
      code = module
      for (const tell of listeners) tell()
    }, () => undefined)
    .finally(() => {
      isComing = false
    })
}

/** Whether the editor can be shown; fetches its code once it is wanted. */
export function useEditorCode(isWanted: boolean): boolean {
  useEffect(() => {
    if (isWanted) fetchEditorCode()
  }, [isWanted])
  return useSyncExternalStore(subscribe, isHere)
}

/** The editor. Only where `useEditorCode` has said that it can be shown. */
export const EditorSlot = (props: LiveEditorProps) => code !== null && <code.LiveEditor {...props} />
