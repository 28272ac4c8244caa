/** A key made of a PIN. Slow on purpose: whoever has the device's files has to try PINs one by one. */

/** What a trial costs. docs/privacy.md says how long trying all PINs takes. */
export const pinIterations = 600_000
/** A PIN has as many characters at least. */
export const pinLength = 6

const usages: KeyUsage[] = ['wrapKey', 'unwrapKey']

/** The key that this PIN makes with this salt, in this many rounds of PBKDF2 with SHA-256. */
export async function makePinKey(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(asTyped(pin))
  const material = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey'])
  const rounds = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return crypto.subtle.deriveKey(rounds, material, { name: 'AES-GCM', length: 256 }, false, usages)
}

export type PinWeakness = 'short' | 'easy'

/** What makes a PIN too easy to guess; null where it may be used. */
export function weaknessOf(pin: string): PinWeakness | null {
  const letters = Array.from(asTyped(pin))
  if (letters.length < pinLength) return 'short'
  const steps = letters.slice(1).map((letter, i) => (letter.codePointAt(0) ?? 0) - (letters[i]?.codePointAt(0) ?? 0))
  // 111111, 123456, 654321, fedcba.
  return new Set(steps).size === 1 && Math.abs(steps[0] ?? 0) <= 1 ? 'easy' : null
}

/** Whether a phone should show its digits for this PIN. */
export const isNumberPin = (pin: string): boolean => /^\d+$/.test(asTyped(pin))

/** The same words typed on another keyboard are the same PIN, with or without a space at the end. */
const asTyped = (pin: string): string => pin.normalize('NFKC').trim()
