/**
 * One seed, one story: people write, connections break, the disk fails, the server dies, rights change. At the end all
 * faults end, and everybody must come to see what is durable. The same seed gives the same story.
 */
import { steer } from './steered-globals.ts'
import { Random } from '../random.ts'
import { actsOf } from './acts.ts'
import { soundDisk } from './simulated-disk.ts'
import { Violation } from './truth.ts'
import { World } from './world.ts'

export type Outcome = {
  readonly seed: number
  readonly hash: string
  readonly rows: number
  /** Why the schedule failed; null where every promise held. */
  readonly failure: string | null
  readonly last: readonly string[]
}

/** Longer than the longest thing to wait for: a half-open socket found out, and the way back. */
const healingMs = 150_000

export async function runSchedule(seed: number): Promise<Outcome> {
  const ids = new Random(seed ^ 0x5eed)
  const complaints: string[] = []
  let world: World | null = null
  steer({
    nowMs: () => world?.clock.unixMs ?? 0,
    after: (ms, act, isRepeated) => {
      const { clock } = world as World
      return isRepeated ? clock.every(ms, clock.current, act) : clock.after(ms, clock.current, act)
    },
    random: () => ids.next(),
    complain: (words) => complaints.push(words),
  })
  const made = new World(seed)
  world = made
  const caught = (cause: unknown) => made.fail(cause)
  process.on('unhandledRejection', caught)
  try {
    await play(made)
    if (complaints.length > 0) throw new Violation(`somebody complained: ${complaints[0]}`)
  } catch (cause) {
    made.fail(cause)
  }
  for (const device of made.devices) {
    made.clock.current = device.life
    device.close()
  }
  process.off('unhandledRejection', caught)
  steer(null)
  const { violation, trace } = made
  const rows = made.truths.reduce((sum, truth) => sum + truth.rows, 0)
  return { seed, hash: trace.hash, rows, failure: violation === null ? null : wordsOf(violation), last: trace.last }
}

/** A broken promise says enough; of anything else one wants to know where it was thrown. */
export const wordsOf = (cause: unknown): string =>
  cause instanceof Violation ? cause.message : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)

async function play(world: World): Promise<void> {
  const { random, clock, disk, network } = world
  network.slowestMs = random.pick([2, 20, 20, 150])
  disk.faults = { ...soundDisk, slowestMs: random.pick([1, 8, 8, 60]) }
  const acts = actsOf(random)
  await clock.act(world.life, () => world.begin())
  await clock.pass(random.below(400))
  for (let step = 25 + random.below(20); step > 0; step -= 1) {
    const act = random.pick(acts)
    world.trace.note(act.name)
    await clock.act(world.life, () => act.does(world))
    await clock.pass(random.chance(0.7) ? random.below(30) : random.chance(0.9) ? random.below(800) : random.below(40_000))
    if (world.violation !== null) return
  }
  await heal(world)
  if (world.violation === null) await windDown(world)
}

/** Everything works again, and everybody comes back. */
async function heal(world: World): Promise<void> {
  const { clock, disk, network, devices, honest } = world
  world.trace.note('heal')
  await clock.pass(2_000)
  disk.faults = soundDisk
  network.slowestMs = 20
  await clock.act(world.life, () => world.startServer())
  for (const line of network.lines) line.isStalled = false
  for (const device of devices) await clock.act(device.life, () => device.setOnline(true))
  let isDone = false
  for (const end = clock.elapsedMs + healingMs; clock.elapsedMs < end; ) {
    for (const device of honest) {
      const isStale = device.isOver || device.parts.length !== device.openable.length
      if (isStale) await clock.act(device.life, () => (device.isOpen ? device.reload() : device.open()))
    }
    await clock.pass(1_500)
    // One that does not know yet that its connection is dead is at rest and differs.
    isDone = honest.every(({ isAtRest }) => isAtRest) && honest.every(({ trouble }) => trouble === null)
    if (world.violation !== null || isDone) break
  }
  if (world.violation !== null) return
  for (const device of honest) {
    device.check()
    const trouble = isDone ? null : device.trouble
    if (trouble !== null) throw new Violation(`${device.name} did not come to rest: ${trouble}`)
  }
  world.checkLog()
}

/** Everybody leaves and the server stops: nothing may go on by itself. */
async function windDown(world: World): Promise<void> {
  const { clock } = world
  for (const device of world.devices) await clock.act(device.life, () => device.close())
  await clock.act(world.life, () => world.stopServer())
  // Longer than the longest goodbye, a try to connect, and a disk that hangs.
  await clock.pass(80_000)
  const left = clock.waiting
  if (left.length > 0) throw new Violation(`timers of ${[...new Set(left)].join(', ')} keep the world running`)
}
