/** The editor of one shared text, while somebody is in it. Loaded apart from the first page. */
import { Editor, EditorContent } from '@tiptap/react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { PlanUndo } from '../sync/plan-undo.ts'
import { SharedText } from './shared-text.ts'
import { textExtensions } from './text-extensions.ts'
import { TextToolbar } from './text-toolbar.tsx'

/** The person came into this text just now, by pressing here or by key. */
export type Entrance = { pressedAt: { left: number; top: number } | null }

export type LiveEditorProps = {
  fragment: Y.XmlFragment
  awareness: Awareness
  labelId: string
  isOneLine: boolean
  maxChars: number
  /** Take the focus on mounting: where the person pressed, or at the end. */
  entrance: Entrance | null
  /** Focus has just moved into this static text, so it must move on into the editor. */
  isFocused: boolean
  undoing: PlanUndo
  onFocus(): void
  onBlur(): void
}

export function LiveEditor(props: LiveEditorProps) {
  const { fragment, awareness, undoing, labelId, isOneLine, maxChars, entrance, isFocused } = props
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const [editor, setEditor] = useState<Editor | null>(null)

  // Made when it is mounted and not before: useEditor's is made while rendering, and ends itself when the mount is late.
  useLayoutEffect(() => {
    const made = new Editor({
      injectCSS: false,
      extensions: [
        ...textExtensions,
        SharedText.configure({
          fragment,
          awareness,
          undoing,
          maxChars,
          onEnter: isOneLine ? () => undefined : null,
        }),
      ],
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': String(!isOneLine), 'aria-labelledby': labelId, spellcheck: 'true' },
      },
      onFocus: () => latest.current.onFocus(),
      onBlur: () => latest.current.onBlur(),
    })
    setEditor(made)
    return () => made.destroy()
  }, [fragment, awareness, undoing, isOneLine, maxChars, labelId])

  // Before the browser paints, so that the first key already lands in the editor.
  useLayoutEffect(() => {
    if (editor === null || entrance === null) return
    const position = entrance.pressedAt === null ? null : editor.view.posAtCoords(entrance.pressedAt)
    editor.view.focus()
    editor.commands.setTextSelection(position?.pos ?? editor.state.doc.content.size)
    // Only on mounting: later focus is the person's own.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [editor])

  return (
    <>
      <EditorContent editor={editor} className="live-text" />
      {editor !== null && isFocused && !isOneLine && <TextToolbar editor={editor} />}
    </>
  )
}
