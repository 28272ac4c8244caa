/** The one database of this app on a device. Ids, counts and times in it are plain; whatever anybody wrote is sealed. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { chosenDevice } from './device-choice.ts'
import type { Sealed } from './sealing.ts'
import { tellTrouble } from './storage-trouble.ts'

export const databaseName = 'samepage'

/** What one tab has changed in a part, and how much of that the server has said it has on disk. Both only ever grow. */
export type TabCount = { made: number; stored: number }

/** The copy of one part: `slot` is the member and the part. */
export type CopyRow = {
  slot: string
  planId: string
  memberId: string
  partId: string
  /** The key that all of its rows are sealed with. */
  keyId: string
  lastSeq: number
  /** When the server was last heard, in milliseconds; 0 until it was. */
  asOf: number
  tabs: Record<string, TabCount>
  /** The state vector of the document when everything in it was last on the server's disk. */
  acknowledged: Uint8Array
}

/** A key to a copy: as the browser keeps it, or, where the person set a PIN, locked with the key that the PIN opens. */
export type KeyRow = {
  slot: string
  keyId: string
  planId: string
  key: CryptoKey | Sealed
  givenAt: number
  leaseEndsAt: number
}

/** The lock on all of the keys. What is in it is of no use without the PIN, or the device's screen lock. */
export type LockRow = {
  id: 'lock'
  salt: Uint8Array<ArrayBuffer>
  iterations: number
  /** The key that locks the keys, locked with what is made of the PIN. */
  byPin: Sealed
  /** The same key, locked with what a passkey of this device gives out after its screen lock. */
  byScreenLock: { passkeyId: Uint8Array<ArrayBuffer>; salt: Uint8Array<ArrayBuffer>; sealed: Sealed } | null
  /** Whether the PIN is all digits, so that a phone shows its digits. */
  isNumber: boolean
  wrongTries: number
  /** Before this time, in milliseconds, no PIN is tried. */
  nextTryAt: number
}

interface DeviceSchema extends DBSchema {
  lock: { key: string; value: LockRow }
  keys: { key: [string, string]; value: KeyRow }
  copies: { key: string; value: CopyRow }
  rows: { key: [string, number]; value: Sealed & { slot: string; seq: number } }
  answers: { key: string; value: Sealed & { path: string } }
}

export type DeviceDatabase = IDBPDatabase<DeviceSchema>

let opening: Promise<DeviceDatabase> | null = null
/** This tab or another has removed the database; nothing that is still under way may make it anew. */
let isRemoved = false
/** This page began with a database that is there, as far as anybody knows. */
let isExpected = false

/** There was a database at the last visit: where there is none now, the browser has cleared it. */
export function expectDevice(): void {
  isExpected = true
}

/** Opens the database, or gives back the open one. Fails unless the person said that this device is their own. */
export function openDevice(): Promise<DeviceDatabase> {
  if (chosenDevice() !== 'own' || isRemoved) return Promise.reject(new Error('nothing is kept on this device'))
  opening ??= open().catch((cause: unknown) => {
    opening = null
    // Removed while it was opening: that is no trouble.
    if (!isRemoved) tellTrouble('nothing-kept')
    throw cause
  })
  return opening
}

// Asynchronous in any case: some browsers throw at once.
const open = async (): Promise<DeviceDatabase> =>
  openDB<DeviceSchema>(databaseName, 2, {
    upgrade: (database, before) => {
      if (before === 0 && isExpected) tellTrouble('removed')
      if (before < 1) {
        database.createObjectStore('keys', { keyPath: ['slot', 'keyId'] })
        database.createObjectStore('copies', { keyPath: 'slot' })
        database.createObjectStore('rows', { keyPath: ['slot', 'seq'] })
        database.createObjectStore('answers', { keyPath: 'path' })
      }
      if (before < 2) database.createObjectStore('lock', { keyPath: 'id' })
    },
    // Another tab wipes: this one must not stand in its way.
    blocking: (_version, next) => {
      if (next === null) refuseDevice()
      else void closeDevice()
    },
    terminated: () => {
      opening = null
    },
  })

/** Lets go of the database. */
export async function closeDevice(): Promise<void> {
  const opened = opening
  opening = null
  await opened?.then((database) => database.close()).catch(() => undefined)
}

/** Keeps this tab from making the database anew while another one removes it. */
export function refuseDevice(): void {
  isRemoved = true
  isExpected = false
  void closeDevice()
}

/** Lets the database be made anew, once the person has said again that this device is their own. */
export function allowDevice(): void {
  isRemoved = false
}

/** How long another tab may keep the empty database open. */
const patienceMs = 2000

/** Removes the database with everything in it. False where it is empty by now and goes once another tab wakes up. */
export async function deleteDevice(): Promise<boolean> {
  isRemoved = true
  isExpected = false
  await empty().catch(() => undefined)
  await closeDevice()
  const isLate = new Promise<false>((resolve) => setTimeout(() => resolve(false), patienceMs))
  // A tab that the device has put to sleep does not let go of it.
  return Promise.race([deleteDB(databaseName).then(() => true), isLate])
}

async function empty(): Promise<void> {
  const opened = await opening
  if (opened === null) return
  const names = [...opened.objectStoreNames]
  const writing = opened.transaction(names, 'readwrite', { durability: 'strict' })
  await Promise.all([...names.map((name) => writing.objectStore(name).clear()), writing.done])
}

/** Everything under one slot, whatever the second half of the key. */
export const allOf = (slot: string): IDBKeyRange => IDBKeyRange.bound([slot], [slot, []])
