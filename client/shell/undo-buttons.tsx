import { Redo2, Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { useUndo } from '../sync/plan-session.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { announce } from '../ui/status-region.tsx'
import css from './undo-buttons.module.css'

/** Undo and redo of my own changes, as buttons and as Ctrl or Cmd with Z. */
export function UndoButtons() {
  const undoing = useUndo()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isZ = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.altKey
      const isY = event.key.toLowerCase() === 'y' && event.ctrlKey && !event.altKey
      // The editor takes the key itself, and a field of a form has the browser's own undo.
      if (!(isZ || isY) || event.defaultPrevented || isFormField(event.target)) return
      event.preventDefault()
      if (isY || event.shiftKey) redo(undoing)
      else undo(undoing)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [undoing])
  return (
    <div className={css.buttons}>
      <IconButton label="Undo my last change" isDisabled={!undoing.canUndo} onPress={() => undo(undoing)}>
        <Undo2 size={20} aria-hidden />
      </IconButton>
      <IconButton label="Redo" isDisabled={!undoing.canRedo} onPress={() => redo(undoing)}>
        <Redo2 size={20} aria-hidden />
      </IconButton>
    </div>
  )
}

type Undoing = ReturnType<typeof useUndo>

function undo(undoing: Undoing): void {
  undoing.undo()
  announce('Undone')
}

function redo(undoing: Undoing): void {
  undoing.redo()
  announce('Done again')
}

const isFormField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
