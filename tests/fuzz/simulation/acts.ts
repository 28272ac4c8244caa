/** What people do, what breaks, and whose rights change: the acts that a simulated story is made of. */
import { roles } from '#shared/access.ts'
import type { Random } from '../random.ts'
import type { Device } from './device.ts'
import { attack } from './hostile-acts.ts'
import { soundDisk } from './simulated-disk.ts'
import type { World } from './world.ts'

/** Something that happens at one moment. */
export type Act = { readonly name: string; readonly does: (world: World) => void }

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
  { name: 'bare goal', does: (world) => ofDevice(world, (device) => device.addBareGoal()) },
  { name: 'move', does: (world) => ofDevice(world, (device) => device.move()) },
  {
    name: 'write by the server',
    does: (world) => {
      const { random, team, hostile, shown } = world
      world.writeAs(random.pick(team.members.filter((member) => member !== hostile?.member)), random.pick(shown))
    },
  },
  { name: 'come', does: (world) => world.devices.forEach((device) => device.open()) },
  { name: 'reload', does: ({ devices }) => devices.filter(({ isOver }) => isOver).forEach((device) => device.reload()) },
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
  {
    name: 'compact at once',
    does: (world) => {
      // The one that began earlier may come to disk later.
      for (let i = 0; i < 4; i += 1) {
        later(world, world.random.below(4 * world.disk.faults.slowestMs), () => world.compact())
        later(world, world.random.below(4 * world.disk.faults.slowestMs), () => ofDevice(world, (device) => device.edit()))
      }
    },
  },
  { name: 'disk full', does: (world) => troubleDisk(world, { isFull: true }) },
  { name: 'disk away', does: (world) => troubleDisk(world, { isAway: true }) },
  { name: 'disk slow', does: (world) => troubleDisk(world, { slowestMs: 400 }) },
  { name: 'disk fails', does: (world) => troubleDisk(world, { failure: 0.4 }) },
  { name: 'disk hangs', does: (world) => troubleDisk(world, { hang: 0.3 }) },
  { name: 'disk unsure', does: (world) => troubleDisk(world, { unsure: 0.4 }) },
]

const rights: readonly Act[] = [
  {
    name: 'rights',
    does: (world) => {
      const { random, team, hostile, clock } = world
      const member = random.pick(team.members.filter((candidate) => candidate !== hostile?.member))
      team.change(member, random.pick([...roles, 'guardian', 'guardian']), random.chance(0.2), clock.elapsedMs)
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

/** What may happen in one story: mostly writing, and a few kinds of trouble. */
export function actsOf(random: Random): Act[] {
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
