import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/**
 * Brings the selection that is on screen into an editor now. Browsers tell of a moved caret a moment after the key that moved it,
 * and ProseMirror knows of it from then on: an act by the very next key would be about where the caret was.
 */
export function takeSelectionOnScreen(view: EditorView): void {
  const shown = document.getSelection()
  if (!view.hasFocus() || shown?.anchorNode == null || shown.focusNode == null || !view.dom.contains(shown.anchorNode) || !view.dom.contains(shown.focusNode)) return
  const { doc, selection, tr } = view.state
  const anchor = view.posAtDOM(shown.anchorNode, shown.anchorOffset)
  const head = view.posAtDOM(shown.focusNode, shown.focusOffset)
  if (anchor === selection.anchor && head === selection.head) return
  view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))))
}
