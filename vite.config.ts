import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** React Aria brings its own words in 34 languages. The app speaks English so far, so the others stay out of the build. */
const englishWordsOnly: Plugin = {
  name: 'english-words-only',
  enforce: 'pre',
  resolveId(source, importer) {
    const isOtherLanguage = /\b[a-z]{2}-[A-Z]{2}\b/.test(source) && !source.includes('en-US')
    return isOtherLanguage && /[/\\]react-aria/.test(importer ?? '') ? '\0no-words' : undefined
  },
  load: (id) => (id === '\0no-words' ? 'export default undefined' : undefined),
}

/**
 * What of Tiptap's starter kit is turned off in client/text/text-extensions.ts, with what it exports: links and code and an undo of
 * its own would be a seventh of the editor.
 */
const turnedOff: Readonly<Record<string, string>> = {
  '@tiptap/extension-blockquote': 'Blockquote',
  '@tiptap/extension-code': 'Code',
  '@tiptap/extension-code-block': 'CodeBlock',
  '@tiptap/extension-heading': 'Heading',
  '@tiptap/extension-horizontal-rule': 'HorizontalRule',
  '@tiptap/extension-link': 'Link',
  '@tiptap/extension-strike': 'Strike',
  '@tiptap/extension-underline': 'Underline',
  '@tiptap/extensions': 'Dropcursor, Gapcursor, TrailingNode, UndoRedo',
}

const withoutWhatIsTurnedOff: Plugin = {
  name: 'without-what-is-turned-off',
  enforce: 'pre',
  apply: 'build',
  resolveId: (source, importer) => (source in turnedOff && /@tiptap[/\\]starter-kit/.test(importer ?? '') ? `\0turned-off:${source}` : undefined),
  load: (id) => (id.startsWith('\0turned-off:') ? `export let ${turnedOff[id.slice('\0turned-off:'.length)]}` : undefined),
}

/** What is needed at the same moment: pages begin with these modules and with what they import. */
const together = {
  app: ['main.tsx'],
  day: ['shell/plan-frame.tsx', 'today/today-page.tsx', 'journal/today-parts.tsx', 'journal/add-note-button.tsx'],
  composer: ['journal/entry-sheet.tsx'],
} satisfies Record<string, string[]>

const modulesOf = new Map<string, Set<string>>()

/** Finds the modules of each of these: sixty small files take longer than five, and are compressed less. */
const findTogether: Plugin = {
  name: 'find-together',
  apply: 'build',
  buildEnd() {
    for (const [name, roots] of Object.entries(together)) {
      const found = new Set(roots.map((root) => resolve('client', root)))
      for (const id of found) for (const imported of this.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
      modulesOf.set(name, found)
    }
  },
}

const isIn = (name: keyof typeof together) => (id: string): boolean => modulesOf.get(name)?.has(id) ?? false

/** Writes sw.js: the service worker, with the list of the built files and a hash that changes when any of them does. */
const serviceWorker: Plugin = {
  name: 'service-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['index.html']
    const built = Object.keys(bundle).filter((name) => name.startsWith('assets/')).map((name) => `/${name}`)
    const files = ['/', '/icon.svg', '/manifest.webmanifest', '/icon-192.png', ...built]
    const content = [...files, page?.type === 'asset' ? page.source : '', readFileSync('client/public/icon.svg')]
    const version = content.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex').slice(0, 16)
    const source = readFileSync('client/shell/service-worker.js', 'utf8').replace('__SHELL__', JSON.stringify({ version, files }))
    this.emitFile({ type: 'asset', fileName: 'sw.js', source })
  },
}

/** Lays a compressed copy beside each file of words and code, once and as small as can be: a phone waits for every byte. */
const compressedCopies: Plugin = {
  name: 'compressed-copies',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    for (const name of [...Object.keys(bundle), 'icon.svg'].filter((file) => /\.(?:js|css|html|svg)$/.test(file))) {
      const content = readFileSync(join(dir, name))
      writeFileSync(join(dir, `${name}.br`), brotliCompressSync(content))
      writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }))
    }
  },
}

// What is built is for people, also when a test has it built: React would otherwise come in its slow form.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production'

export default defineConfig({
  root: 'client',
  plugins: [englishWordsOnly, withoutWhatIsTurnedOff, react(), findTogether, serviceWorker, compressedCopies],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // The content security policy allows files of this server only, so nothing may be inlined as data.
    assetsInlineLimit: 0,
    // What every page needs comes in few files: each costs a request, and the server counts requests.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'framework', test: /node_modules[\\/](react|react-dom|scheduler|wouter|regexparam|mitt|use-sync-external-store|@tanstack)[\\/]/ },
            { name: 'documents', test: /node_modules[\\/](yjs|lib0|y-protocols|y-websocket|fractional-indexing)[\\/]/ },
            { name: 'icons', test: /node_modules[\\/]lucide-react/ },
            { name: 'app', test: isIn('app') },
            { name: 'basics', test: (id) => isIn('day')(id) && /client[\\/](ui|http|i18n)[\\/]/.test(id) },
            { name: 'day', test: isIn('day') },
            { name: 'composer', test: isIn('composer') },
            // Small files of the plan's page: together they are 1.4 kB less than apart.
            { name: 'bands', test: /client[\\/](history[\\/](agreement-band|signatures)|since[\\/]since-band|sync[\\/]present-words|http[\\/]versions)/ },
          ],
        },
      },
    },
  },
  test: {
    root: '.',
    // One after the other: browsers beside what takes all cores fail where the product does not.
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
          exclude: ['tests/e2e/**'],
          maxWorkers: Math.max(2, availableParallelism() - 1),
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          // These wait more than they work.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
    // Only to end what hangs: how fast something is, is measured in tests/bench.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
