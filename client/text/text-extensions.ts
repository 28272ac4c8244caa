/** The one text schema of every field: paragraphs, two kinds of list, bold and italic. */
import type { Extensions } from '@tiptap/core'
import { Bold } from '@tiptap/extension-bold'
import { Document } from '@tiptap/extension-document'
import { HardBreak } from '@tiptap/extension-hard-break'
import { Italic } from '@tiptap/extension-italic'
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list'
import { Paragraph } from '@tiptap/extension-paragraph'
import { Text } from '@tiptap/extension-text'

/**
 * The same nodes for titles and long texts: a field with a smaller schema would delete what it does not know.
 * No undo: it belongs to the plan. No trailing node: opening a field must not change it. One by one and not as Tiptap's
 * starter kit, which brings links, code and an undo of its own into what a phone loads.
 */
export const textExtensions: Extensions = [Bold, BulletList, Document, HardBreak, Italic, ListItem, ListKeymap, OrderedList, Paragraph, Text]
