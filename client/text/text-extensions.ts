/** The one text schema of every field: paragraphs, two kinds of list, bold and italic. */
import type { Extensions } from '@tiptap/core'
import StarterKit from '@tiptap/starter-kit'

/**
 * The same nodes for titles and long texts: a field with a smaller schema would delete what it does not know.
 * No `undoRedo`: undo belongs to the plan. No trailing node: opening a field must not change it.
 */
export const textExtensions: Extensions = [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    link: false,
    heading: false,
    blockquote: false,
    codeBlock: false,
    code: false,
    horizontalRule: false,
    strike: false,
    underline: false,
    dropcursor: false,
    gapcursor: false,
  }),
]
