/**
 * The editor's code, fetched as soon as somebody could write. Not behind Suspense: from the first press to the editor
 * there may be no pause, or keys get lost.
 */
import { useEffect, useState } from 'react'
import type { LiveEditorProps } from './live-editor.tsx'

type EditorCode = typeof import('./live-editor.tsx')

let code: EditorCode | null = null

/** Whether the editor can be shown; fetches its code once it is wanted. */
export function useEditorCode(isWanted: boolean): boolean {
  const [isHere, setIsHere] = useState(code !== null)
  useEffect(() => {
    if (!isWanted || isHere) return undefined
    let isMounted = true
    // Without a network there is nothing to write with yet; the texts stay readable.
    import('./live-editor.tsx').then((module) => {
      code = module
      if (isMounted) setIsHere(true)
    }, () => undefined)
    return () => {
      isMounted = false
    }
  }, [isWanted, isHere])
  return isHere
}

/** The editor. Only where `useEditorCode` has said that it can be shown. */
export const EditorSlot = (props: LiveEditorProps) => code !== null && <code.LiveEditor {...props} />
