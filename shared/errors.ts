/**
 * Every error a person or program can meet, as data: the stable code, the HTTP status, the WebSocket close code and
 * whether trying again later can help. The words say what happened, what is safe and what to do, and never hold
 * anything that somebody wrote. `docs/errors.md` lists the same table and is tested against this one.
 */

export type ErrorRow = {
  readonly status: number
  readonly closeCode: number
  readonly retry: boolean
  readonly title: string
}

const permanent = (status: number, closeCode: number, title: string): ErrorRow => ({ status, closeCode, retry: false, title })
const transient = (status: number, closeCode: number, title: string): ErrorRow => ({ status, closeCode, retry: true, title })

export const errorTable = {
  'signed-out': permanent(401, 4401, 'You are signed out. Sign in to go on; words kept on this device are safe.'),
  'wrong-sign-in': permanent(401, 4401, 'The e-mail address or the password is not right. Nothing was changed.'),
  'not-allowed': permanent(403, 4403, 'Your role does not allow this. Nothing was changed.'),
  'wrong-origin': permanent(403, 4403, 'This request came from another site and was refused. Nothing was changed.'),
  'read-only': permanent(403, 4403, 'You can read this but not change it. Your change was not stored.'),
  'not-found': permanent(404, 4404, 'There is nothing here, or it is not shared with you.'),
  'invite-not-found': permanent(404, 4404, 'This invitation does not exist. Ask the person who sent it for a new one.'),
  'invite-used': permanent(410, 4404, 'This invitation was already used. Ask the person who sent it for a new one.'),
  'invite-expired': permanent(410, 4404, 'This invitation has run out. Ask the person who sent it for a new one.'),
  'invite-for-someone-else': permanent(403, 4403, 'This invitation is for another e-mail address. Use the account with that address, or ask for a new invitation.'),
  'already-member': permanent(409, 4409, 'You are already in this care team.'),
  'account-exists': permanent(409, 4409, 'There is already an account with this e-mail address. Sign in with it instead.'),
  'already-set-up': permanent(409, 4409, 'This server is set up already. Sign in instead.'),
  'screen-signed-in': permanent(409, 4425, 'Somebody is signed in in this browser. Sign out here before it becomes a big screen.'),
  'last-admin': permanent(409, 4424, 'A practice always has somebody who looks after it. Make someone else an administrator first.'),
  'last-lead': permanent(409, 4409, 'A plan always has a lead therapist. Make someone else the lead first.'),
  'second-person': permanent(409, 4409, 'It takes two people to erase something. Somebody else has to confirm it.'),
  'already-decided': permanent(409, 4409, 'This was decided already. Nothing was changed.'),
  'already-sent': permanent(409, 4409, 'This was sent before, in other words. Nothing was changed this time. Look at what is there, then try again.'),
  'nothing-to-erase': permanent(404, 4404, 'Nothing was found there that could be erased. Nothing was changed.'),
  'no-visit': permanent(409, 4409, 'There is no visit now. Nothing was changed.'),
  'visit-moved-on': permanent(409, 4409, 'The visit has moved on. Look at the page again; nothing was changed.'),
  'not-all-ready': permanent(409, 4409, 'Not everybody is ready yet. Ask them, then show all the same.'),
  'words-changed': permanent(409, 4409, 'These are not the words that were kept to agree to. Nothing was signed. Read them as they are now, then agree.'),
  'screen-over': permanent(401, 4401, 'This screen does not show a visit now. Ask the therapist for a new code.'),
  'wrong-screen-code': permanent(404, 4404, 'This code is not right, or it has run out. Ask the therapist for a new one.'),
  'bad-request': permanent(400, 4400, 'The request does not have the right form. Nothing was changed.'),
  'bad-frame': permanent(400, 4400, 'A message from this device could not be read and was not stored.'),
  'bad-update': permanent(400, 4409, 'A change from this device was refused as a whole and was not stored.'),
  'too-large': permanent(413, 4413, 'This is larger than allowed. Nothing was changed.'),
  'part-renewed': permanent(410, 4410, 'Something was erased here for good. The page is loaded again without it.'),
  'document-full': permanent(413, 4413, 'This part of the plan is full. The change was not stored.'),
  'unsupported-media-type': permanent(415, 4400, 'Only JSON is understood here. Nothing was changed.'),
  'upgrade-required': permanent(426, 4426, 'This address is for live editing. Open the plan in the app instead.'),
  'too-many-requests': transient(429, 4529, 'Too many tries in a short time. Wait a minute, then try again.'),
  'idle': transient(503, 4504, 'Nothing was open on this connection, so it was ended. It comes back when it is needed.'),
  'slow-reader': transient(503, 4508, 'This device could not keep up. It will load the plan again.'),
  'storage-unavailable': transient(503, 4500, 'The server cannot write to its disk right now. Your words are still on this device.'),
  'damaged-record': transient(503, 4500, 'A stored record is damaged. The rest is safe; the practice was told.'),
  'restarting': transient(503, 4503, 'The server is restarting. Your words are still on this device.'),
  'internal': transient(500, 4500, 'Something went wrong on the server. Nothing you saved is lost. Try again.'),
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof errorTable

/** Whether `value` is one of the codes in the table. */
export const isErrorCode = (value: unknown): value is ErrorCode => typeof value === 'string' && Object.hasOwn(errorTable, value)

/** The error body of every HTTP answer: RFC 9457 problem details with the stable `code`. */
export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  /** Which fields of the request are wrong, by JSON path; never their values. */
  fields?: { path: string; message: string }[]
}
