/** The keys that lock the copies of parts on people's own devices. */
import { deriveKey } from '../accounts/master-key.ts'

/** Whose copy of which part. The epoch goes up when rights change, and with it the key: an older copy stays shut. */
export type CopyOf = { readonly memberId: string; readonly epoch: number; readonly partId: string }

/** The key for one member's copies of one part, in base64. The same answer for the same rights, so nothing is stored. */
export const partKey = (masterKey: Buffer, { memberId, epoch, partId }: CopyOf): string =>
  deriveKey(masterKey, `device-key/${memberId}/${epoch}/${partId}`).toString('base64')
