/**
 * Unlocking with the device's own screen lock: a passkey, made for this alone, gives out a secret (the prf extension of
 * WebAuthn) once the person has shown face, finger or the device's PIN. The server knows nothing of it.
 */
import { editLock, holdVaultKey, openWithSecret, readLock, sealWithSecret } from './device-lock.ts'
import { forgetWrongTries, tryPin, type Tried } from './pin-tries.ts'

const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes))

/** Whether this device has a screen lock that a page may ask for. Whether it can give out a secret shows when it is tried. */
export const hasScreenLock = async (): Promise<boolean> =>
  'PublicKeyCredential' in globalThis &&
  (await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false))

/** Lets the screen lock unlock beside the PIN. `not-possible`: the device does not do it, or the person broke off. */
export async function addScreenLock(pin: string): Promise<Tried | 'not-possible'> {
  const tried = await tryPin(pin, { isExtractable: true })
  if (tried === 'missing' || !('vault' in tried)) return tried
  const salt = random(32)
  const made = await makePasskey(salt).catch(() => null)
  if (made === null) return 'not-possible'
  const byScreenLock = { passkeyId: made.passkeyId, salt, sealed: await sealWithSecret(tried.vault, made.secret) }
  await editLock((lock) => ({ ...lock, byScreenLock }))
  return tried
}

/** From now on only the PIN unlocks. The passkey stays in the device's list of passkeys and opens nothing. */
export const removeScreenLock = async (): Promise<void> => void (await editLock((lock) => ({ ...lock, byScreenLock: null })))

/** Unlocks this page. False where the person broke off, or the passkey is gone. */
export async function unlockWithScreenLock(): Promise<boolean> {
  const by = (await readLock())?.byScreenLock
  const secret = by && (await askPasskey(by.passkeyId, by.salt).catch(() => null))
  const vault = by && secret ? await openWithSecret(by.sealed, secret) : null
  if (vault === null) return false
  await forgetWrongTries()
  holdVaultKey(vault)
  return true
}

type Secret = Uint8Array<ArrayBuffer>

async function makePasskey(salt: Secret): Promise<{ passkeyId: Secret; secret: Secret } | null> {
  const made = await navigator.credentials.create({
    publicKey: {
      rp: { name: 'Samepage' },
      user: { id: random(16), name: 'Samepage', displayName: 'Samepage on this device' },
      challenge: random(32),
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: {
        authenticatorAttachment: 'platform', userVerification: 'required', residentKey: 'discouraged',
      },
      extensions: { prf: { eval: { first: salt } } },
    },
  })
  if (!(made instanceof PublicKeyCredential)) return null
  const passkeyId = new Uint8Array(made.rawId)
  // Some devices give the secret only when they are asked again.
  const secret = secretOf(made) ?? (await askPasskey(passkeyId, salt))
  return secret && { passkeyId, secret }
}

async function askPasskey(id: Secret, salt: Secret): Promise<Secret | null> {
  const got = await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      allowCredentials: [{ type: 'public-key', id }],
      userVerification: 'required',
      extensions: { prf: { eval: { first: salt } } },
    },
  })
  return got instanceof PublicKeyCredential ? secretOf(got) : null
}

function secretOf(credential: PublicKeyCredential): Secret | null {
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (first === undefined) return null
  if (first instanceof ArrayBuffer) return new Uint8Array(first)
  return new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
}
