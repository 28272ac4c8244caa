/**
 * `npm run bench -- [--only 2,3] [--rounds 3] [--systems samepage,hocuspocus] [--short]`: our server beside others, on
 * this machine. Rounds alternate between the servers, each on fresh data; the table shows medians. `--short` does about
 * a tenth of the work, to try a scenario out: its numbers mean nothing. `BENCH_ERRORS=1` shows what servers complain
 * about; `BENCH_PROFILE=folder` leaves processor profiles of ours. `--steps` shows what each step of a key press costs,
 * `--history` what versions, comparing and restoring cost, `--pages` how fast pages feel on a slow phone.
 */
import { writeFileSync } from 'node:fs'
import { cpus, loadavg, release } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Client } from './client.ts'
import { pinLoad, pinning } from './process.ts'
import type { Scenario, Setting } from './scenario.ts'
import { abuse } from './scenarios/abuse.ts'
import { acknowledgement } from './scenarios/acknowledgement.ts'
import { coldOpen } from './scenarios/cold-open.ts'
import { disk } from './scenarios/disk.ts'
import { keyPress } from './scenarios/key-press.ts'
import { kill } from './scenarios/kill.ts'
import { memory } from './scenarios/memory.ts'
import { offline } from './scenarios/offline-weeks.ts'
import { processor } from './scenarios/processor.ts'
import { reconnect } from './scenarios/reconnect.ts'
import { slowReader } from './scenarios/slow-reader.ts'
import { throughput } from './scenarios/throughput.ts'
import { hocuspocus } from './systems/hocuspocus.ts'
import { relay } from './systems/relay.ts'
import { samepage } from './systems/samepage.ts'
import { measureSteps } from './steps.ts'
import { fill, type System } from './systems/system.ts'
import { yWebsocket } from './systems/y-websocket.ts'
import { legend, resultTable, type Measured } from './table.ts'

const scenarios: Scenario[] = [
  kill, acknowledgement, keyPress, throughput, processor, memory, coldOpen, reconnect, offline, disk, slowReader, abuse,
]
const allSystems: System[] = [samepage, hocuspocus, yWebsocket, relay]

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    systems: { type: 'string' },
    short: { type: 'boolean', default: false },
    steps: { type: 'boolean', default: false },
    history: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
    out: { type: 'string', default: fileURLToPath(new URL('./results.md', import.meta.url)) },
  },
})
const chosen = options.only?.split(',').map(Number)
const chosenSystems = options.systems?.split(',')
const systems = allSystems.filter(({ name }) => chosenSystems?.includes(name) ?? true)
const say = (words: string): void => void process.stdout.write(`${words}\n`)

/** The content that every server gets, as our own server holds it. */
async function readSetting(): Promise<Setting> {
  const running = await samepage.launch()
  const read = async (room: string): Promise<Uint8Array> => {
    const client = await Client.open(running.seat(room, 0))
    client.close()
    return Uint8Array.from(client.content as Uint8Array)
  }
  try {
    return {
      familyPlan: await read('family'),
      newPlan: await read('plan-0'),
      amount: (full, short) => (options.short ? short : full),
    }
  } finally {
    await running.remove()
  }
}

async function measureOnce(scenario: Scenario, system: System, setting: Setting, measured: Measured): Promise<void> {
  const running = await system.launch()
  try {
    if (system !== samepage) await fill(running, 'family', [setting.familyPlan])
    const values = await scenario.measure(running, setting)
    measured.rounds.get(system.name)?.push(values)
    say(`  ${system.name}: ${values.map((value) => value?.toFixed(2) ?? '–').join(', ')}`)
  } catch (cause) {
    const words = `${system.name}: ${cause instanceof Error ? cause.message : String(cause)}`
    if (!measured.problems.includes(words)) measured.problems.push(words)
    say(`  ${words}`)
  } finally {
    await running.remove()
  }
}

async function measure(scenario: Scenario, setting: Setting, rounds: number): Promise<Measured> {
  const taking = systems.filter(({ name }) => scenario.systems.includes(name))
  const measured: Measured = { scenario, rounds: new Map(), problems: [] }
  for (const name of [...taking.map((system) => system.name), 'floor' as const]) measured.rounds.set(name, [])
  for (let round = 0; round < rounds; round += 1) {
    say(`${scenario.number}. ${scenario.about} (round ${round + 1} of ${rounds})`)
    // Each round begins with another server, so that none is always the one on a warm or a busy machine.
    for (let i = 0; i < taking.length; i += 1) await measureOnce(scenario, taking[(i + round) % taking.length] as System, setting, measured)
    if (scenario.floor !== undefined) measured.rounds.get('floor')?.push(await scenario.floor.measure(setting))
  }
  return measured
}

function report(measured: Measured[], rounds: number): string {
  const about = systems.map(({ label, acknowledges, stores }) => `- ${label}: stores ${stores ?? 'nothing'}; acknowledges ${acknowledges ?? 'never'}.`)
  return [
    '# Benchmark',
    '',
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, Linux ${release()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}; ${pinning}; medians of ${rounds} rounds; load of the machine before the beginning: ${loadBefore}.`,
    ...(options.short ? ['', '**A short trial: these numbers mean nothing.**'] : []),
    '',
    resultTable(measured, systems),
    '',
    '"Against": how many times better we are; below 1 we are worse. ∞: it never came. –: there is nothing to measure.',
    '',
    legend(measured),
    '',
    ...about,
    '',
  ].join('\n')
}

if (options.history) {
  // Loaded here only: it stands on the test server, which the others do without.
  await (await import('./history.ts')).measureHistory(options.short, say)
  process.exit(0)
}
if (options.pages) {
  await (await import('./pages.ts')).measurePages(options.short, say)
  process.exit(0)
}
if (options.steps) {
  say(await measureSteps())
  process.exit(0)
}
pinLoad()
const rounds = Number(options.rounds)
/** Above a half, somebody else was using the machine. */
const loadBefore = (loadavg()[0] as number).toFixed(1)
const setting = await readSetting()
const measured: Measured[] = []
for (const scenario of scenarios.filter(({ number }) => chosen?.includes(number) ?? true)) {
  measured.push(await measure(scenario, setting, rounds))
  writeFileSync(options.out, report(measured, rounds))
}
say(`\n${report(measured, rounds)}`)
process.exit(0)
