import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './errors.ts'
import { isClientBuilt } from './http/static-client.ts'

const projectDir = join(import.meta.dirname, '..')

/** Where the built client lies. */
export const builtClientDir = join(projectDir, 'dist')

/** Whether the pages are built, and from the sources as they are: after an upgrade old pages must not be served. */
function isUpToDate(): boolean {
  if (!isClientBuilt(builtClientDir)) return false
  const builtAt = statSync(join(builtClientDir, 'index.html')).mtimeMs
  const sources = globSync(['client/**/*', 'shared/**/*.ts', 'vite.config.ts', 'package-lock.json'], { cwd: projectDir })
  return sources.every((file) => statSync(join(projectDir, file)).mtimeMs <= builtAt)
}

/** Builds the client if that was not done yet, or not since its sources changed. Throws StartError `client-not-built` when it cannot be. */
export function buildClientIfNeeded(say: (line: string) => void): void {
  if (isUpToDate()) return
  const vite = join(projectDir, 'node_modules/vite/bin/vite.js')
  if (!existsSync(vite)) {
    throw new StartError('client-not-built', 'The pages are not built, and the tool to build them is not installed. Run "npm ci" first.')
  }
  say('Building the pages, this takes a few seconds ...')
  // A process of its own: its memory is given back before the server starts.
  const result = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: projectDir, encoding: 'utf8' })
  if (result.status !== 0 || !isClientBuilt(builtClientDir)) {
    throw new StartError('client-not-built', `The pages could not be built.\n${result.stderr}`)
  }
}
