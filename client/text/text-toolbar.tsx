/** The small toolbar of a text that has the focus. Alt+F10 goes to it, Escape back to the words. */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { Bold, Italic, List, ListOrdered, UserRoundSearch } from 'lucide-react'
import { useEffect, useRef } from 'react'

type TextToolbarProps = {
  editor: Editor
  /** A text of one line has no formatting: its bar comes with selected words, and under them. */
  isOneLine: boolean
  /** Asks who wrote the words; null for people who may not ask. */
  onWhoWrote: (() => void) | null
}

/** The key that asks who wrote the words at the caret. */
export const whoWroteKey = 'Shift+F9'

export function TextToolbar({ editor, isOneLine, onWhoWrote }: TextToolbarProps) {
  const bar = useRef<HTMLDivElement>(null)
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      bullets: current.isActive('bulletList'),
      numbers: current.isActive('orderedList'),
      hasSelection: !current.state.selection.empty,
    }),
  })
  useEffect(() => {
    const words = editor.view.dom
    const toBar = (event: KeyboardEvent) => {
      if (event.altKey && event.key === 'F10') bar.current?.querySelector('button')?.focus()
    }
    words.addEventListener('keydown', toBar)
    return () => words.removeEventListener('keydown', toBar)
  }, [editor])

  const tools = [
    { name: 'Bold', icon: Bold, isOn: active.bold, act: () => editor.chain().focus().toggleBold().run() },
    { name: 'Italic', icon: Italic, isOn: active.italic, act: () => editor.chain().focus().toggleItalic().run() },
    { name: 'Bullet list', icon: List, isOn: active.bullets, act: () => editor.chain().focus().toggleBulletList().run() },
    { name: 'Numbered list', icon: ListOrdered, isOn: active.numbers, act: () => editor.chain().focus().toggleOrderedList().run() },
  ]
  if (isOneLine && (onWhoWrote === null || !active.hasSelection)) return null
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={isOneLine ? 'Selected words' : 'Format'}
      className="text-toolbar"
      data-below={isOneLine || undefined}
      onKeyDown={(event) => event.key === 'Escape' && editor.commands.focus()}
    >
      {!isOneLine &&
        tools.map(({ name, icon: Icon, isOn, act }) => (
          // Pressing must not take the focus, or the editor would close under the finger.
          <button key={name} type="button" aria-label={name} aria-pressed={isOn} onMouseDown={(event) => event.preventDefault()} onClick={act}>
            <Icon size={18} aria-hidden />
          </button>
        ))}
      {onWhoWrote !== null && (
        <button type="button" className="text-toolbar-who" aria-keyshortcuts={whoWroteKey} onMouseDown={(event) => event.preventDefault()} onClick={onWhoWrote}>
          <UserRoundSearch size={18} aria-hidden /> <span>Who wrote this?</span>
        </button>
      )}
    </div>
  )
}
