/** Invitation codes: short enough to read aloud, long enough not to be guessed. */
import { createHash } from 'node:crypto'

/** Crockford's base 32: no letter looks or sounds like another, and none spells a rude word by accident. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = [4, 5, 4] as const
/** 13 characters of 5 bits are 65 bits. */
export const codeLength = 13

/** A new code such as `7K3M-QX9WB-2F8D`. */
export function newCode(randomBytes: (count: number) => Buffer): string {
  const letters = [...randomBytes(codeLength)].map((byte) => alphabet[byte % alphabet.length]).join('')
  let at = 0
  return groups.map((size) => letters.slice(at, (at += size))).join('-')
}

/** The code as it is compared: case, spaces and dashes do not matter, and look-alikes are read as Crockford meant them. */
export const readCode = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')

/** What is stored of a code. 65 random bits need no slow hash. */
export const hashCode = (typed: string): string => createHash('sha256').update(readCode(typed)).digest('hex')
