/** What the app says about copies on a device. */
import type { DeviceChoice } from '../sync/device-store/device-choice.ts'
import type { StorageTrouble } from '../sync/device-store/own-device.ts'

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
  'may-be-cleared': 'This browser may remove the copy when the device runs out of room. What says “Saved” is safe on the server.',
  'little-room': 'This window gives little room and may forget everything when you close it. It may be a private window.',
  'nothing-kept': 'This browser keeps no copy. It may be a private window. Stay on the page until it says “Saved”.',
}

/** How many changes would be lost. */
export const lossWords = (count: number): string =>
  count === 1
    ? '1 change is not sent yet. It is on this device only. If you go on, it is gone.'
    : `${count} changes are not sent yet. They are on this device only. If you go on, they are gone.`
