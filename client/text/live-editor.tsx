/** The editor of one shared text, while somebody is in it. Loaded apart from the first page. */
import { Editor, EditorContent } from '@tiptap/react'
import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import type * as Y from 'yjs'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { PlanUndo } from '../sync/plan-undo.ts'
import { redrawSaidWords, SaidWordsMarks } from './said-words.ts'
import { SharedText } from './shared-text.ts'
import type { SaidWords } from './talk.ts'
import { textExtensions } from './text-extensions.ts'
import { TextToolbar } from './text-toolbar.tsx'
import { useWhoWrote } from './use-who-wrote.ts'
import { WhoWrotePanel } from './who-wrote-panel.tsx'

/** The person came into this text just now, by pressing here or by key. */
export type Entrance = { pressedAt: { left: number; top: number } | null }

export type LiveEditorProps = {
  part: PartHandle
  fragment: Y.XmlFragment
  labelId: string
  isOneLine: boolean
  maxChars: number
  /** Take the focus on mounting: where the person pressed, or at the end. */
  entrance: Entrance | null
  /** Focus has just moved into this static text, so it must move on into the editor. */
  isFocused: boolean
  undoing: PlanUndo
  where: string
  /** Words that are marked, because something was said about them. */
  said: readonly SaidWords[]
  onFocus: () => void
  onBlur: () => void
}

export function LiveEditor(props: LiveEditorProps) {
  const { part, fragment, undoing, where, said, labelId, isOneLine, maxChars, entrance, isFocused } = props
  const { awareness } = part
  const latestSaid = useRef(said)
  useLayoutEffect(() => {
    latestSaid.current = said
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
        SaidWordsMarks.configure({ fragment, where, said: () => latestSaid.current }),
      ],
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': String(!isOneLine), 'aria-labelledby': labelId, spellcheck: 'true' },
      },
    })
    setEditor(made)
    return () => made.destroy()
  }, [fragment, awareness, undoing, where, isOneLine, maxChars, labelId])

  useEffect(() => {
    if (editor !== null) redrawSaidWords(editor.view)
  }, [editor, said])

  // Before the browser paints, so that the first key already lands in the editor.
  useLayoutEffect(() => {
    if (editor === null || entrance === null) return
    const position = entrance.pressedAt === null ? null : editor.view.posAtCoords(entrance.pressedAt)
    editor.view.focus()
    editor.commands.setTextSelection(position?.pos ?? editor.state.doc.content.size)
    // Only on mounting: later focus is the person's own.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [editor])

  const whoWrote = useWhoWrote(editor, fragment, part)
  const closeAnswer = () => {
    whoWrote.close()
    editor?.commands.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F9' && event.shiftKey && whoWrote.mayAsk) {
      event.preventDefault()
      whoWrote.ask()
    } else if (whoWrote.shown !== null && event.key === 'Escape') {
      event.stopPropagation()
      closeAnswer()
      // The answer is about the words as they were, and the caret where it was.
    } else if (event.target === editor?.view.dom && !['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'F10'].includes(event.key)) whoWrote.close()
  }
  // Tools and answers belong to the text: it is left when the focus leaves all of them.
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return
    whoWrote.close()
    props.onBlur()
  }
  return (
    <div role="presentation" className="live-box" onFocus={props.onFocus} onBlur={onBlur} onKeyDown={onKeyDown}>
      <EditorContent editor={editor} className="live-text" onPointerDown={whoWrote.close} />
      {editor !== null && isFocused && <TextToolbar editor={editor} isOneLine={isOneLine} onWhoWrote={whoWrote.mayAsk ? whoWrote.ask : null} />}
      {editor !== null && whoWrote.shown !== null && <WhoWrotePanel key={whoWrote.shown.is} editor={editor} shown={whoWrote.shown} onClose={closeAnswer} />}
    </div>
  )
}
