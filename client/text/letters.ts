/** The letters of a shared text with their Yjs ids, and which of them the person at an editor means. */
import type { EditorState } from '@tiptap/pm/state'
import * as Y from 'yjs'
import type { Place } from '#shared/version/place-shape.ts'
import { placeAt } from '#shared/version/place.ts'

/** `line` goes up with each paragraph and break. */
export type Letter = { readonly letter: string; readonly client: number; readonly clock: number; readonly line: number }

/** Some letters of a text, by their numbers in `lettersOf`. `isCaret`: no words are selected, and it is the one at the caret. */
export type LetterRange = { readonly from: number; readonly to: number; readonly isCaret: boolean }

/** The letters that are there, in the order of reading. Breaks and marks are none. */
export function lettersOf(fragment: Y.XmlFragment): Letter[] {
  const letters: Letter[] = []
  let line = 0
  const walk = (type: Y.AbstractType<unknown>) => {
    for (let item = type._start; item !== null; item = item.right) {
      if (item.deleted) continue
      const { id, content } = item
      if (content instanceof Y.ContentType) {
        if (content.type instanceof Y.XmlElement) line += 1
        walk(content.type)
      } else if (content instanceof Y.ContentString) {
        for (let i = 0; i < content.str.length; i += 1) {
          letters.push({ letter: content.str[i] as string, client: id.client, clock: id.clock + i, line })
        }
      }
    }
  }
  walk(fragment as Y.AbstractType<unknown>)
  return letters
}

/** What is selected in an editor; without a selection the letter before the caret, or the one after it. Null where no words are. */
export function askedRange({ doc, selection }: Pick<EditorState, 'doc' | 'selection'>): LetterRange | null {
  const countUpTo = (position: number): number => doc.textBetween(0, position, '', () => '').length
  const [from, to] = [countUpTo(selection.from), countUpTo(selection.to)]
  if (from < to) return { from, to, isCaret: false }
  if (selection.$head.nodeBefore?.isText === true) return { from: from - 1, to: from, isCaret: true }
  return selection.$head.nodeAfter?.isText === true ? { from, to: from + 1, isCaret: true } : null
}

/** The place of a text in its part, read from where it hangs. */
export function placeOfText(partId: string, text: Y.XmlFragment): Place | null {
  const path: string[] = []
  let type = text as Y.AbstractType<unknown>
  while (type._item !== null) {
    const { parent, parentSub } = type._item
    if (parentSub === null || !(parent instanceof Y.AbstractType)) return null
    path.unshift(parentSub)
    type = parent
  }
  return placeAt(partId, [Y.findRootTypeKey(type), ...path])
}
