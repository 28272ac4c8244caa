/**
 * One seed, one story: people write, connections break, the disk fails, the server dies, rights change. At the end all
 * faults end, and everybody must come to see what is durable. The same seed gives the same story.
 */
import { steer } from './steered-globals.ts'
import { roles } from '#shared/access.ts'
import { Random } from '../random.ts'
import type { Device } from './device.ts'
import { attack } from './hostile-acts.ts'
import { soundDisk } from './simulated-disk.ts'
import { Violation } from './truth.ts'
import { World } from './world.ts'

export type Outcome = {
  readonly seed: number
  readonly hash: string
  readonly rows: number
  readonly refusals: number
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
  const failure = violation === null ? null : violation instanceof Violation ? violation.message : (violation.stack ?? violation.message)
  return { seed, hash: trace.hash, rows: made.truths.reduce((sum, { rows }) => sum + rows, 0), refusals: 0, failure, last: trace.last }
}

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

type Act = { readonly name: string; readonly does: (world: World) => void }

const anyDevice = ({ random, honest }: World): Device => random.pick(honest)
/** Does something in a device's name, so that the timers it sets are that device's. */
const as = (world: World, device: Device, act: () => void): void => {
  const { clock } = world
  const before = clock.current
  clock.current = device.life
  act()
  clock.current = before
}
const later = (world: World, ms: number, act: () => void): void => void world.clock.after(ms, world.life, act)

const writing: readonly Act[] = [
  { name: 'edit', does: (world) => ofDevice(world, (device) => device.edit()) },
  { name: 'type', does: (world) => ofDevice(world, (device) => [1, 2, 3].forEach(() => device.edit())) },
  { name: 'undo', does: (world) => ofDevice(world, (device) => device.undo(world.random.chance(0.3))) },
  { name: 'move', does: (world) => ofDevice(world, (device) => device.move()) },
  {
    name: 'write by the server',
    does: (world) => {
      const { random, team, hostile, shown } = world
      world.writeAs(random.pick(team.members.filter((member) => member !== hostile?.member)), random.pick(shown))
    },
  },
  { name: 'come', does: (world) => world.devices.forEach((device) => device.open()) },
  { name: 'reload', does: (world) => world.devices.forEach((device) => (device.parts.some(({ end }) => end !== null) ? device.reload() : undefined)) },
]

const faults: readonly Act[] = [
  {
    name: 'offline',
    does: (world) => {
      const device = anyDevice(world)
      as(world, device, () => device.setOnline(!device.isOnline))
    },
  },
  { name: 'blink', does: (world) => restless(world, (device) => device.blink()) },
  {
    name: 'return',
    does: (world) => {
      // Words typed offline, and more of them in the moment before the server has asked for those.
      const device = anyDevice(world)
      as(world, device, () => {
        device.setOnline(false)
        for (let i = 0; i < 3; i += 1) device.edit()
        device.setOnline(true)
      })
      for (let i = 0; i < 10; i += 1) {
        const does = i % 2 === 0 ? () => device.edit() : () => device.erase()
        later(world, world.random.below(5 * world.network.slowestMs + 20), () => as(world, device, does))
      }
    },
  },
  { name: 'cut', does: (world) => anyDevice(world).line?.cut() },
  {
    name: 'half-open',
    does: (world) => {
      const { line } = anyDevice(world)
      if (line !== null) line.isHalfOpen = true
    },
  },
  {
    name: 'stall',
    does: (world) => {
      const { line } = anyDevice(world)
      if (line !== null) line.isStalled = true
    },
  },
  {
    name: 'crash',
    does: (world) => {
      const device = anyDevice(world)
      device.crash()
      later(world, world.random.below(500), () => device.open())
    },
  },
  {
    name: 'close page',
    does: (world) => {
      const device = anyDevice(world)
      as(world, device, () => device.close())
      later(world, world.random.below(500), () => device.open())
    },
  },
  {
    name: 'kill',
    does: (world) => {
      world.killServer()
      later(world, world.random.below(1_500), () => world.startServer())
    },
  },
  {
    name: 'stop',
    does: (world) => {
      world.stopServer()
      later(world, world.random.below(1_500), () => world.startServer())
    },
  },
  { name: 'compact', does: (world) => world.compact() },
  { name: 'compact twice', does: (world) => [1, 2].forEach(() => world.compact()) },
  { name: 'disk full', does: (world) => troubleDisk(world, { isFull: true }) },
  { name: 'disk away', does: (world) => troubleDisk(world, { isAway: true }) },
  { name: 'disk slow', does: (world) => troubleDisk(world, { slowestMs: 400 }) },
  { name: 'disk fails', does: (world) => troubleDisk(world, { failure: 0.4 }) },
  { name: 'disk unsure', does: (world) => troubleDisk(world, { unsure: 0.4 }) },
]

const rights: readonly Act[] = [
  {
    name: 'rights',
    does: (world) => {
      const { random, team, hostile } = world
      const member = random.pick(team.members.filter((candidate) => candidate !== hostile?.member))
      team.change(member, random.pick([...roles, 'guardian', 'guardian']), random.chance(0.2))
      const tell = () => world.server?.rooms.closeWhere(({ grant }) => grant.memberId === member.memberId, 'not-allowed')
      // Told at once, late, or never: the message may be lost.
      const manner = random.below(4)
      if (manner < 2) tell()
      else if (manner === 2) later(world, random.below(300), tell)
    },
  },
]

const hostility: readonly Act[] = [
  {
    name: 'attack',
    does: (world) => {
      const { hostile, random } = world
      if (hostile !== null) as(world, hostile, () => attack(hostile, world.hostileKind === 'mutator', random))
    },
  },
]

/** Several times in a short while, with words in between: what is on its way meets what begins anew. */
function restless(world: World, act: (device: Device) => void): void {
  const device = anyDevice(world)
  const does = () => as(world, device, () => {
    device.edit()
    act(device)
    if (world.random.chance(0.5)) device.edit()
  })
  for (let i = 0; i < 5; i += 1) later(world, world.random.below(6 * world.network.slowestMs), does)
}

/** The story's leaning: mostly writing, and a few kinds of trouble. */
function actsOf(random: Random): Act[] {
  const troubles = Array.from({ length: 1 + random.below(5) }, () => random.pick(faults))
  const edits = Array.from({ length: 4 + random.below(4) }, () => writing[0] as Act)
  return [
    ...edits, ...writing, ...troubles, ...hostility,
    ...(random.chance(0.4) ? rights : []),
    ...(random.chance(0.3) ? faults : []),
  ]
}

const ofDevice = (world: World, act: (device: Device) => void): void => {
  const device = anyDevice(world)
  as(world, device, () => act(device))
}

function troubleDisk(world: World, trouble: Partial<typeof soundDisk>): void {
  const { disk } = world
  disk.faults = { ...disk.faults, ...trouble }
  const undone = Object.fromEntries(Object.keys(trouble).map((name) => [name, soundDisk[name as keyof typeof soundDisk]]))
  later(world, world.random.below(2_000), () => {
    disk.faults = { ...disk.faults, ...undone }
  })
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
  for (const end = clock.elapsedMs + healingMs; clock.elapsedMs < end; ) {
    for (const device of honest) {
      const isOver = device.parts.some(({ end: over }) => over !== null) || device.parts.length !== device.openable.length
      if (isOver) await clock.act(device.life, () => (device.isOpen ? device.reload() : device.open()))
    }
    await clock.pass(1_500)
    // One that does not know yet that its connection is dead is at rest and differs.
    const isDone = honest.every(({ isAtRest }) => isAtRest) && honest.every(({ trouble }) => trouble === null)
    if (world.violation !== null || isDone) break
  }
  if (world.violation !== null) return
  for (const device of honest) {
    device.check()
    const { trouble } = device
    if (trouble !== null) throw new Violation(`${device.name} did not come to rest: ${trouble}`)
  }
  world.checkLog()
}

/** Everybody leaves and the server stops: nothing may go on by itself. */
async function windDown(world: World): Promise<void> {
  const { clock } = world
  for (const device of world.devices) await clock.act(device.life, () => device.close())
  await clock.act(world.life, () => world.stopServer())
  // Longer than the longest goodbye, and than a try to connect.
  await clock.pass(25_000)
  const left = clock.waiting
  if (left.length > 0) throw new Violation(`timers of ${[...new Set(left)].join(', ')} keep the world running`)
}
