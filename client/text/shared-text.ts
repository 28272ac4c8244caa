/**
 * Binds one Tiptap editor to one shared text. Own and thin over y-prosemirror, not Tiptap's collaboration extension:
 * the y-tiptap 3.0.9 it brings scrambles what two people type into one paragraph at once (docs/decisions/0003).
 */
import { Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { ySyncPlugin, ySyncPluginKey, yCursorPlugin } from 'y-prosemirror'
import type { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { PlanUndo } from '../sync/plan-undo.ts'
import { caretOf, selectionOf } from './caret.ts'

export type SharedTextOptions = {
  fragment: Y.XmlFragment
  awareness: Awareness
  /** Undo and redo of the whole plan: this field has no history of its own. */
  undoing: PlanUndo
  /** Own typing stops here; what others have written may go over. */
  maxChars: number
  /** What Enter does in a text of one line; null where Enter makes a new paragraph. */
  onEnter: (() => void) | null
}

export const SharedText = Extension.create<SharedTextOptions>({
  name: 'sharedText',
  priority: 1000,
  addKeyboardShortcuts() {
    const run = (act: () => void) => () => {
      act()
      return true
    }
    const { undoing, onEnter } = this.options
    return {
      'Mod-z': run(() => undoing.undo()),
      'Mod-Shift-z': run(() => undoing.redo()),
      'Mod-y': run(() => undoing.redo()),
      ...(onEnter === null ? {} : { Enter: run(onEnter) }),
    }
  },
  addProseMirrorPlugins() {
    const { fragment, awareness, undoing, maxChars } = this.options
    undoing.trackOrigin(ySyncPluginKey)
    return [
      ySyncPlugin(fragment),
      stickyCaretPlugin(fragment),
      lengthPlugin(maxChars),
      yCursorPlugin(awareness, { cursorBuilder: caretOf, selectionBuilder: selectionOf }),
    ]
  },
})

/** Takes no more letters of this person than the text may hold: the server would refuse the whole change. */
function lengthPlugin(maxChars: number): Plugin {
  return new Plugin({
    key: new PluginKey('length'),
    filterTransaction: (transaction, state) => {
      const isOthers = transaction.getMeta(ySyncPluginKey) !== undefined
      const length = transaction.doc.textContent.length
      return !transaction.docChanged || isOthers || length <= maxChars || length <= state.doc.textContent.length
    },
  })
}

type Selection = { type: string; anchor: Y.RelativePosition; head: Y.RelativePosition }
type Binding = { beforeTransactionSelection: Selection | null }

/**
 * Keeps my caret behind the letter I typed last. y-prosemirror remembers it as "before the next letter", and where two
 * people type at one spot, the next letter may be the other's: their words would then mix letter by letter.
 */
function stickyCaretPlugin(fragment: Y.XmlFragment): Plugin {
  return new Plugin({
    key: new PluginKey('sticky-caret'),
    view(view) {
      const doc = fragment.doc as Y.Doc
      const stick = () => {
        const binding = (ySyncPluginKey.getState(view.state) as { binding: Binding | null } | undefined)?.binding
        const selection = binding?.beforeTransactionSelection
        if (!binding || selection?.type !== 'text') return
        const { anchor, head } = selection
        binding.beforeTransactionSelection = { ...selection, anchor: stickLeft(doc, anchor), head: stickLeft(doc, head) }
      }
      doc.on('beforeAllTransactions', stick)
      return { destroy: () => doc.off('beforeAllTransactions', stick) }
    },
  })
}

function stickLeft(doc: Y.Doc, position: Y.RelativePosition): Y.RelativePosition {
  const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc)
  if (absolute === null || !(absolute.type instanceof Y.XmlText)) return position
  return Y.createRelativePositionFromTypeIndex(absolute.type, absolute.index, -1)
}
