/**
 * Before the tests: makes sure that a browser and a PostgreSQL are there. What the machine lacks is installed with apt
 * where that is possible (root on Debian); otherwise the message says what to install.
 */
import { spawnSync } from 'node:child_process'
import { findBrowser } from './browser-binary.ts'
import { findPostgres } from './postgres-binary.ts'

const wanted = [
  { name: 'a Chromium browser', isThere: () => findBrowser() !== null, debian: 'chromium-headless-shell', setting: 'CHROMIUM_PATH' },
  {
    name: 'PostgreSQL 15 or newer',
    isThere: () => process.env.TEST_DATABASE_URL !== undefined || findPostgres() !== null,
    debian: 'postgresql',
    setting: 'TEST_DATABASE_URL',
  },
]

const missing = wanted.filter((need) => !need.isThere())
const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
if (missing.length > 0 && canInstall) {
  console.log(`Installing what the tests need: ${missing.map((need) => need.debian).join(', ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args: string[]) => spawnSync('apt-get', ['-y', '-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  run('update')
  run('install', '--no-install-recommends', ...missing.map((need) => need.debian))
}

const stillMissing = wanted.filter((need) => !need.isThere())
for (const need of stillMissing) {
  console.error(`The tests need ${need.name}: install it (Debian: apt-get install ${need.debian}) or set ${need.setting}.`)
}
// PostgreSQL's tests say so and skip where it cannot be had; without a browser half the promises go untested.
if (stillMissing.some((need) => need.setting === 'CHROMIUM_PATH' || process.env.CI === 'true')) process.exit(1)
