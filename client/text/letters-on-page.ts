import type { LetterRange } from './anchor.ts'

/** The box of a shared text around a place of the page; null where there is none. */
export const textBoxAround = (node: Node | null): HTMLElement | null =>
  (node instanceof Element ? node : node?.parentElement)?.closest<HTMLElement>('[data-where]') ?? null

/** Which letters of the text in this box are selected. Other people's carets and their names are no letters. */
export function selectedLetters(box: HTMLElement, range: Range): LetterRange {
  const words = box.querySelector('.static-text, .ProseMirror')
  let [at, from, to] = [0, Infinity, 0]
  if (words === null) return { from: 0, to: 0 }
  const nodes = document.createTreeWalker(words, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('.caret') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  for (let node = nodes.nextNode() as Text | null; node !== null; node = nodes.nextNode() as Text | null) {
    if (range.intersectsNode(node)) {
      from = Math.min(from, at + (node === range.startContainer ? range.startOffset : 0))
      to = at + (node === range.endContainer ? range.endOffset : node.length)
    }
    at += node.length
  }
  return { from: Math.min(from, to), to }
}
