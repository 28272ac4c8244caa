/** AES-GCM, bound to a place: what is moved to another place, or changed, does not open. */

export type Sealed = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

const ivBytes = 12
const encoder = new TextEncoder()

/** Seals bytes for one place, such as a row of a part. */
export async function seal(key: CryptoKey, place: string, plain: Uint8Array): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
  return { iv, sealed: await crypto.subtle.encrypt(algorithm(iv, place), key, new Uint8Array(plain)) }
}

/** Opens what was sealed for this place. Throws when it was sealed with another key or for another place, or changed. */
export const unseal = async (key: CryptoKey, place: string, { iv, sealed }: Sealed): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.decrypt(algorithm(iv, place), key, sealed))

const algorithm = (iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams => ({
  name: 'AES-GCM',
  iv,
  additionalData: encoder.encode(place),
})
