import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

// First the one without a window of its own: the same pages for less work.
const names = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** A Chromium on this machine: CHROMIUM_PATH, or the first of the usual names on PATH; null if there is none. */
export function findBrowser(): string | null {
  const { CHROMIUM_PATH, PATH = '' } = process.env
  if (CHROMIUM_PATH !== undefined && existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH
  const folders = PATH.split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file)) ?? null
}
