import { NotebookPen } from 'lucide-react'
import { useEffect } from 'react'
import { useLocation, useSearch } from 'wouter'
import { fetchCode, lazy } from '../ui/lazy.ts'
import { Button } from '../ui/button.tsx'
import { useAudienceChoices } from './audience.ts'
import { beginEntry, useBeginning } from './begin-entry.ts'
import { Optional } from '../ui/optional.tsx'

const load = () => import('./entry-sheet.tsx')
const EntrySheet = lazy(load)
// Who opened the app to write finds the window here.
if (new URLSearchParams(globalThis.location?.search).has('add')) void fetchCode(load).catch(() => undefined)

/** The main button: a window for a new note over whatever page is open. `?add`, as of the home screen, opens it at once. */
export default function AddNoteButton() {
  const canWrite = useAudienceChoices().length > 0
  const beginning = useBeginning()
  useAddInAddress(canWrite)
  useEffect(() => {
    // By the time the button is pressed the window is there, and a phone brings its keyboard along.
    const timer = setTimeout(() => void fetchCode(load).catch(() => undefined), 1000)
    return () => {
      clearTimeout(timer)
      beginEntry(null)
    }
  }, [])
  if (!canWrite) return null
  return (
    <>
      <Button look="primary" size="main" fills onPress={() => beginEntry({ kind: 'observation' })}>
        <NotebookPen size={22} aria-hidden /> Add a note
      </Button>
      {beginning !== null && (
        <Optional>
          <EntrySheet beginning={beginning} />
        </Optional>
      )}
    </>
  )
}

/** Once: going back, or loading the page anew, does not open it again. */
function useAddInAddress(canWrite: boolean): void {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const isAsked = new URLSearchParams(search).has('add')
  useEffect(() => {
    if (!isAsked || !canWrite) return
    beginEntry({ kind: 'observation' })
    navigate(path, { replace: true })
  }, [isAsked, canWrite, navigate, path])
}
