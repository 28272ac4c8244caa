/**
 * What a disk holds after a loss of power, worked out from the journal of `tests/faults/shim.c`. A write is on the disk once
 * an fsync of its file has succeeded. One that was waiting when an fsync failed never gets there: Linux keeps it in memory,
 * calls it clean, and lets the next fsync succeed (Rebello et al., USENIX ATC 2020).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const headBytes = 24

type Step = { what: string; name: string; at: number; bytes: Buffer }

function* readJournal(file: string): Generator<Step> {
  const journal = readFileSync(file)
  for (let i = 0; i < journal.length;) {
    const what = journal.toString('latin1', i, i + 1)
    const nameEnd = i + headBytes + journal.readUInt32LE(i + 4)
    const end = nameEnd + (what === 'w' ? Number(journal.readBigUInt64LE(i + 16)) : 0)
    const name = journal.toString('utf8', i + headBytes, nameEnd)
    yield { what, name, at: Number(journal.readBigUInt64LE(i + 8)), bytes: journal.subarray(nameEnd, end) }
    i = end
  }
}

/** Changes the files `names` of `folder`, which hold what was there before the journal began, into what the disk holds. */
export function losePower(folder: string, names: string[], journalFile: string): void {
  for (const name of names) {
    const file = join(folder, name)
    let disk: Buffer = readFileSync(file)
    let waiting: Step[] = []
    for (const step of readJournal(journalFile)) {
      if (step.name !== `/${name}`) continue
      if (step.what === 'w') waiting.push(step)
      if (step.what === 't') {
        disk = disk.subarray(0, step.at)
        waiting = waiting.filter(({ at }) => at < step.at)
      }
      if (step.what === 's') disk = waiting.reduce(written, disk)
      if (step.what === 's' || step.what === 'x') waiting = []
    }
    writeFileSync(file, disk)
  }
}

function written(disk: Buffer, { at, bytes }: Step): Buffer {
  const longer = disk.length >= at + bytes.length ? disk : Buffer.concat([disk, Buffer.alloc(at + bytes.length - disk.length)])
  bytes.copy(longer, at)
  return longer
}
