import { useEffect, useState } from 'react'
import type { LiveEditor } from './live-editor.tsx'

let loaded: typeof LiveEditor | null = null

/**
 * The editor component once its code is here, or null. It is fetched as soon as somebody could write, and is not behind
 * Suspense: from the first press to the editor there may be no pause, or keys get lost.
 */
export function useEditorCode(isWanted: boolean): typeof LiveEditor | null {
  const [component, setComponent] = useState(() => loaded)
  useEffect(() => {
    if (!isWanted || component !== null) return undefined
    let isHere = true
    void import('./live-editor.tsx').then((module) => {
      loaded = module.LiveEditor
      if (isHere) setComponent(() => module.LiveEditor)
    })
    return () => {
      isHere = false
    }
  }, [isWanted, component])
  return component
}
