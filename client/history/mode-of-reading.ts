import { useState } from 'react'
import type { Mode } from './change-item.tsx'

const key = 'samepage.history-mode'

/** How this person likes to read changes on this device: as sentences until they say otherwise. */
export function useModeOfReading(): [Mode, (mode: Mode) => void] {
  const [mode, setMode] = useState<Mode>(() => {
    const kept = localStorage.getItem(key)
    return kept === 'inline' || kept === 'sides' ? kept : 'list'
  })
  return [
    mode,
    (next) => {
      localStorage.setItem(key, next)
      setMode(next)
    },
  ]
}
