/** `npm run demo`: a server on a throw-away data folder with the sample families, and a sign-in link per person. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDemoConfig } from '../config.ts'
import { failToStart, startServer, stopOnSignal } from '../start.ts'
import { openDemoLinks } from './demo-links.ts'
import { sampleRoles, type SampleFile } from './sample-people.ts'
import { parseSample } from './seed.ts'
import { seedFamilies, type Seeded } from './seed-families.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'samepage-demo-'))
const discard = () => rmSync(dataDir, { recursive: true, force: true })
process.on('exit', discard)

/** The care teams as lines: who, in which role, and the link. */
function describePeople(sample: SampleFile, linkOf: (userId: string) => string): string[] {
  const describe = (userId: string, role: string) => {
    const user = sample.users.find((person) => person.id === userId)
    return `${user?.displayName ?? userId} (${user?.title ?? ''}, ${sampleRoles[role] ?? role})`
  }
  const teams = sample.plans.map(({ child, careTeam }) => ({
    title: `${child.firstName}'s plan`,
    people: careTeam.map(({ userId, role }) => ({ who: describe(userId, role), link: linkOf(userId) })),
  }))
  const width = Math.max(...teams.flatMap((team) => team.people.map(({ who }) => who.length)))
  return teams.flatMap(({ title, people }) => ['', title, ...people.map(({ who, link }) => `  ${who.padEnd(width)}  ${link}`)])
}

try {
  const config = readDemoConfig(dataDir)
  const sample = parseSample(readFileSync(join(import.meta.dirname, 'sample-families.json'), 'utf8'))
  const links = openDemoLinks()
  let seeded: Seeded = { accounts: [], plans: [] }
  const server = await startServer(config, {
    say: console.log,
    extraRoutes: links.addRoutes,
    prepare: async (deps) => {
      seeded = await seedFamilies(deps, sample, null)
    },
  })
  stopOnSignal(server)

  const linkByUser = new Map(seeded.accounts.map(({ sampleId, accountId }) => [sampleId, links.linkFor(server.deps, accountId)]))
  const lines = [
    `Samepage demo at ${config.publicUrl}`,
    'Every family here is invented, and everything is gone when the demo ends (Ctrl-C).',
    ...describePeople(sample, (userId) => linkByUser.get(userId) ?? ''),
    '',
    'Open one link in this browser and a second person\'s link in a private window: they write in the same plan.',
  ]
  console.log(lines.join('\n'))
} catch (cause) {
  failToStart(cause)
}
