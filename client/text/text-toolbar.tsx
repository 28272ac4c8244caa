/** The small toolbar under a long text that has the focus. Alt+F10 goes to it, Escape back to the words. */
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { Bold, Italic, List, ListOrdered } from 'lucide-react'
import { useEffect, useRef } from 'react'

export function TextToolbar({ editor }: { editor: Editor }) {
  const bar = useRef<HTMLDivElement>(null)
  const active = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      bullets: current.isActive('bulletList'),
      numbers: current.isActive('orderedList'),
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
  return (
    <div ref={bar} role="toolbar" tabIndex={-1} aria-label="Format" className="text-toolbar" onKeyDown={(event) => event.key === 'Escape' && editor.commands.focus()}>
      {tools.map(({ name, icon: Icon, isOn, act }) => (
        // Pressing must not take the focus, or the editor would close under the finger.
        <button key={name} type="button" aria-label={name} aria-pressed={isOn} onMouseDown={(event) => event.preventDefault()} onClick={act}>
          <Icon size={18} aria-hidden />
        </button>
      ))}
    </div>
  )
}
