/** AES-GCM, bound to a place: what is moved to another place, or changed, does not open. */

export type Sealed = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const ivBytes = 12
const encoder = new TextEncoder()
const newIv = (): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(ivBytes))

/** Seals bytes for one place, such as a row of a part. */
export async function seal(key: CryptoKey, place: string, plain: Uint8Array): Promise<Sealed> {
  const iv = newIv()
  return { iv, sealed: await crypto.subtle.encrypt(algorithm(iv, place), key, new Uint8Array(plain)) }
}

/** Opens what was sealed for this place. Throws when it was sealed with another key or for another place, or changed. */
export const unseal = async (key: CryptoKey, place: string, { iv, sealed }: Sealed): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.decrypt(algorithm(iv, place), key, sealed))

/** Seals a key, which has to be extractable, for one place. */
export async function sealKey(by: CryptoKey, place: string, key: CryptoKey): Promise<Sealed> {
  const iv = newIv()
  return { iv, sealed: await crypto.subtle.wrapKey('raw', key, by, algorithm(iv, place)) }
}

type Opened = { usages: KeyUsage[]; isExtractable?: boolean }

/** Opens a key that was sealed for this place. Its bytes never reach a script, unless it is to be extractable. */
export const unsealKey = (by: CryptoKey, place: string, { iv, sealed }: Sealed, { usages, isExtractable = false }: Opened) =>
  crypto.subtle.unwrapKey('raw', sealed, by, algorithm(iv, place), 'AES-GCM', isExtractable, usages)

const algorithm = (iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: encoder.encode(place),
})
