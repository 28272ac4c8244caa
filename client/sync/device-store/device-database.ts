/** The one database of this app on a device. Ids, counts and times in it are plain; whatever anybody wrote is sealed. */
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { chosenDevice } from './device-choice.ts'
import type { Sealed } from './sealing.ts'

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

export type KeyRow = { slot: string; keyId: string; planId: string; key: CryptoKey; givenAt: number; leaseEndsAt: number }

interface DeviceSchema extends DBSchema {
  keys: { key: [string, string]; value: KeyRow }
  copies: { key: string; value: CopyRow }
  rows: { key: [string, number]; value: Sealed & { slot: string; seq: number } }
  answers: { key: string; value: Sealed & { path: string } }
}

export type DeviceDatabase = IDBPDatabase<DeviceSchema>

let opening: Promise<DeviceDatabase> | null = null
/** This tab or another has removed the database; nothing that is still under way may make it anew. */
let isRemoved = false

/** Opens the database, or gives back the open one. Fails unless the person said that this device is their own. */
export function openDevice(): Promise<DeviceDatabase> {
  if (chosenDevice() !== 'own' || isRemoved) return Promise.reject(new Error('nothing is kept on this device'))
  opening ??= openDB<DeviceSchema>(databaseName, 1, {
    upgrade: (database) => {
      database.createObjectStore('keys', { keyPath: ['slot', 'keyId'] })
      database.createObjectStore('copies', { keyPath: 'slot' })
      database.createObjectStore('rows', { keyPath: ['slot', 'seq'] })
      database.createObjectStore('answers', { keyPath: 'path' })
    },
    // Another tab wipes: this one must not stand in its way.
    blocking: (_version, next) => {
      if (next === null) refuseDevice()
      else void closeDevice()
    },
    terminated: () => {
      opening = null
    },
  }).catch((cause: unknown) => {
    opening = null
    throw cause
  })
  return opening
}

/** Lets go of the database. */
export async function closeDevice(): Promise<void> {
  const opened = opening
  opening = null
  await opened?.then((database) => database.close()).catch(() => undefined)
}

/** Keeps this tab from making the database anew while another one removes it. */
export function refuseDevice(): void {
  isRemoved = true
  void closeDevice()
}

/** Lets the database be made anew, once the person has said again that this device is their own. */
export function allowDevice(): void {
  isRemoved = false
}

/** Removes the database with everything in it. */
export async function deleteDevice(): Promise<void> {
  isRemoved = true
  await closeDevice()
  await deleteDB(databaseName)
}

/** Everything under one slot, whatever the second half of the key. */
export const allOf = (slot: string): IDBKeyRange => IDBKeyRange.bound([slot], [slot, []])
