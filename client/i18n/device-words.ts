/** What the app says about copies on a device. */
import type { DeviceChoice } from '../sync/device-store/device-choice.ts'
import type { PinWeakness } from '../sync/device-store/pin-key.ts'
import type { StorageTrouble } from '../sync/device-store/storage-trouble.ts'

/** What each answer to "Is this your own device?" means, a line each. */
export const deviceWords: Record<DeviceChoice, { label: string; lines: readonly string[] }> = {
  own: {
    label: 'Yes, it is mine',
    lines: [
      'A locked copy stays on this device.',
      'You can read and write without a network.',
      'Signing out removes the copy.',
    ],
  },
  shared: {
    label: 'No, others use it too',
    lines: [
      'Nothing stays on this device.',
      'You need a network to open the plan.',
      'Sign out when you are done.',
    ],
  },
}

/** One plain sentence about a copy that may not last. */
export const storageTroubleWords: Record<StorageTrouble, string> = {
  'removed':
    'This browser has removed the copy from this device. What said “Saved” is safe on the server. What was still waiting is gone.',
  'may-be-cleared': 'This browser may remove the copy when the device runs out of room. What says “Saved” is safe on the server.',
  'little-room': 'This window gives little room and may forget everything when you close it. It may be a private window.',
  'nothing-kept': 'This browser keeps no copy on this device. It may be a private window. Stay on the page until it says “Saved”.',
}

/** While the plan is open and its copy can take no more. */
export const noRoomWords =
  'This device takes no more words: it may be full. Stay on this page until it says “Saved”. What said “Saved” is safe on the server.'

/** How many changes would be lost. */
export const lossWords = (count: number): string =>
  count === 1
    ? '1 change is not sent yet. It is on this device only. If you go on, it is gone.'
    : `${count} changes are not sent yet. They are on this device only. If you go on, they are gone.`

/** Before words go that the server did not take. */
export const refusedLossWords =
  'Some of your words were not stored in the plan. They are on this device only, above the plan. Copy them first, or they are gone.'

/** Where words that were not stored were to stand. */
export const refusedPlaceWords = (partId: string): string =>
  partId === 'plan' ? 'For the plan' : partId === 'draft' ? 'A note you had begun' : 'For the notes'

/** After a PIN that is not the right one. */
export const wrongPinWords = 'That is not the PIN. Nothing was opened.'
/** After the device's screen lock did not open. */
export const screenLockFailedWords = 'The screen lock did not open it. Type your PIN.'

/** Where the screen lock cannot be used beside the PIN. */
export const screenLockImpossibleWords = 'This device or browser cannot do that, or you stopped it. The PIN works as before.'

/** How long until the next try. */
export const waitWords = (seconds: number): string =>
  seconds > 90 ? `Wait ${Math.ceil(seconds / 60)} minutes, then try again.` : `Wait ${seconds} seconds, then try again.`

/** What removing a copy does that nobody can open; `waiting` is how many changes in it were never sent. */
export const forgottenPinWords = (waiting: number | null): readonly string[] => [
  'Nobody can open this copy without the PIN. You can remove it. Then you sign in again, and the plan comes back from the server.',
  'Everything that said “Saved” is safe on the server.',
  ...(waiting === 0 ? [] : [lostWithPinWords(waiting)]),
]

const lostWithPinWords = (waiting: number | null): string =>
  waiting === null
    ? 'Words that were not sent yet are gone.'
    : waiting === 1
      ? '1 change was not sent yet. It is in this copy only. It will be gone.'
      : `${waiting} changes were not sent yet. They are in this copy only. They will be gone.`

/** What is wrong with a new PIN. */
export const weakPinWords: Record<PinWeakness, string> = {
  short: 'Use 6 digits or letters at least.',
  easy: 'This one is too easy to guess. Choose another.',
}
