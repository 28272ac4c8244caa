import react from '@vitejs/plugin-react'
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

export default defineConfig({
  root: 'client',
  plugins: [englishWordsOnly, react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    // The content security policy allows files of this server only, so nothing may be inlined as data.
    assetsInlineLimit: 0,
  },
  test: {
    root: '.',
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
