/** A disk that fails when a test says so: `tests/faults/shim.c`, preloaded into a program's process. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `full`: writes fail with ENOSPC. `unsynced`: fsync fails with EIO. */
export type DiskState = 'well' | 'full' | 'unsynced'

const modes: Record<DiskState, string> = { well: '-', full: 'f', unsynced: 's' }

export type FaultyDisk = {
  /** The environment of a program that is to have this disk under its data folder. */
  env(dataDir: string): Record<string, string>
  is(state: DiskState): void
  /** From now on the program is killed at that call: writes, fsyncs and truncations count, from 1. */
  killAt(call: number): void
  /** How many calls there were since the last change of state. */
  calls(): number
  remove(): void
}

/** Whether the shim can be built here. Where it cannot, the tests say so loudly; in CI that is an error. */
export function hasCompiler(): boolean {
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' })
    return process.platform === 'linux'
  } catch {
    if (process.env.CI === 'true') throw new Error('no C compiler: install gcc and libc6-dev')
    console.warn('\n*** Failing disks are NOT tested: install gcc and libc6-dev ***\n')
    return false
  }
}

/** Builds the shim into a folder of its own. */
export function makeFaultyDisk(): FaultyDisk {
  const folder = mkdtempSync(join(tmpdir(), 'samepage-disk-'))
  const library = join(folder, 'shim.so')
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, '../faults/shim.c'), '-ldl'])
  const controlFile = join(folder, 'control')
  writeFileSync(controlFile, Buffer.alloc(64, 0))
  const control = openSync(controlFile, 'r+')
  const set = (mode: string, killAt = 0) => {
    const bytes = Buffer.alloc(24, 0)
    bytes.write(mode)
    bytes.writeUInt32LE(killAt, 16)
    writeSync(control, bytes, 0, bytes.length, 0)
  }
  set('-')
  return {
    env: (dataDir) => ({ LD_PRELOAD: library, FAULT_DIR: dataDir, FAULT_CONTROL: controlFile }),
    is: (state) => set(modes[state]),
    killAt: (call) => set('k', call),
    calls: () => {
      const bytes = Buffer.alloc(4)
      readSync(control, bytes, 0, 4, 20)
      return bytes.readUInt32LE()
    },
    remove: () => {
      closeSync(control)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
