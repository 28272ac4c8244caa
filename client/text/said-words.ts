/** Marks in the editor the words that something was said about: drawn over the text, never written into it. */
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import type * as Y from 'yjs'
import { placeOf, type LetterRange } from './anchor.ts'
import { saidId, type SaidWords } from './talk.ts'

const key = new PluginKey<DecorationSet>('said-words')

export type SaidWordsOptions = { fragment: Y.XmlFragment; where: string; said: () => readonly SaidWords[] }

export const SaidWordsMarks = Extension.create<SaidWordsOptions>({
  name: 'saidWords',
  addProseMirrorPlugins() {
    const { fragment, where, said } = this.options
    const draw = (doc: Node) => DecorationSet.create(doc, said().flatMap((one) => decorationsOf(doc, placeOf(fragment, one), one, where)))
    return [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, before) => (transaction.getMeta(key) === undefined ? before.map(transaction.mapping, transaction.doc) : draw(transaction.doc)),
        },
        props: { decorations: (state) => key.getState(state) },
        view: (view) => {
          queueMicrotask(() => redrawSaidWords(view))
          // By then the change is in the shared text as well, where the places are looked up.
          return { update: (now, { doc }) => void (now.state.doc !== doc && said().length > 0 && queueMicrotask(() => redrawSaidWords(now))) }
        },
      }),
    ]
  },
})

/** Looks the places up again: after a change of the text, or of what was said. */
export function redrawSaidWords(view: EditorView): void {
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false))
}

function decorationsOf(doc: Node, place: LetterRange | null, { id, kind }: SaidWords, where: string): Decoration[] {
  const found: Decoration[] = []
  if (place === null) return found
  let at = 0
  doc.descendants((node, position) => {
    if (!node.isText) return
    const [from, to] = [Math.max(place.from, at), Math.min(place.to, at + node.nodeSize)]
    if (from < to) {
      const looks = { nodeName: 'mark', class: 'said', 'data-said': id, 'data-kind': kind, 'aria-details': saidId(where) }
      found.push(Decoration.inline(position + from - at, position + to - at, looks))
    }
    at += node.nodeSize
  })
  return found
}
