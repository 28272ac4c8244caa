/** What the start page shows of the journal: one file, because it needs all of it at once. */
export { default as News } from './news.tsx'
export { default as QuickAdd } from './quick-add.tsx'
export { default as TriedIt } from './tried-it.tsx'
