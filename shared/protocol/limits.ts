/** What one socket, one channel and one part may weigh. Each limit is enforced in `server/sync` and has a test of its own. */
export const limits = {
  /** Bytes of one WebSocket frame. A whole offline fortnight of typing is about 120 KB. */
  frameBytes: 4 * 1024 * 1024,
  /** Structs of one update: an offline fortnight of typing and notes has about 3,000. */
  structsPerUpdate: 50_000,
  /** Yjs client ids with new structs in one update: a device has one for each time it was opened offline. */
  clientsPerUpdate: 500,
  /** New goals, strategies, steps and entries of one update. An offline fortnight of notes is far below. */
  entitiesPerUpdate: 500,
  /** Items that Yjs looks through to find the places of one update's items, as far as that can be told before: about 0.1 s. */
  workPerUpdate: 1_000_000,
  /** Letters, or deleted letters, of one struct. A giant one would carry its client's clock out of reach. */
  structLength: 1_000_000,
  /** Bytes of one state vector: some 8 for each time that a device has opened the part. */
  stateVectorBytes: 256 * 1024,
  /** Bytes of one awareness frame: a caret and a field path are about 200. */
  awarenessBytes: 4 * 1024,
  /** Frames of one socket that are worked on in one turn of the event loop. */
  framesPerTurn: 64,
  /** Milliseconds of work on them. A frame may take longer; its socket then waits for as many turns as it took. */
  msPerTurn: 4,
  /** Frames, and bytes, that one socket may be ahead before it is not read from for a while. */
  inboxFrames: 2_000,
  inboxBytes: 8 * 1024 * 1024,
  /** Bytes of writes that a room holds back while a commit is under way, before it gives up and starts anew. */
  heldBytes: 16 * 1024 * 1024,
  /** Milliseconds between two tellings of who is where in one room. */
  presenceEveryMs: 30,
  /** Refused updates and unreadable frames of one member within ten minutes, before they are kept out for ten more. */
  offences: 5,
  offenceWindowMs: 600_000,
  /** Bytes waiting for one slow reader before its socket is closed with 4508. */
  bufferedBytes: 1024 * 1024,
  /** The same for all sockets of one account together: the largest part, twice. Beyond it the slowest are closed. */
  accountBufferedBytes: 16 * 1024 * 1024,
  /** Milliseconds that a device has for its step 1 before it is asked for everything it has, which needs the document. */
  askAfterMs: 200,
  /** Bytes of one encoded part. The three sample families are 40-60 KB each. */
  partBytes: 8 * 1024 * 1024,
  /** Open sockets of one account, over all its devices. A device of ours has one for each plan that is open. */
  socketsPerAccount: 100,
  /** Parts that one plan's socket has open. A care team of forty keeps fewer journals. */
  channelsPerSocket: 50,
  /** Channels that one member opens in a minute, over all sockets: three devices with ten parts, back every three seconds. */
  openings: 600,
  openingWindowMs: 60_000,
  /** Bytes that one frame counts for while it waits for its room, besides its own: an empty one costs memory too. */
  waitingFrameBytes: 256,
  /** Milliseconds after which a socket on which nothing is open is closed. */
  idleSocketMs: 60_000,
  /** Milliseconds without a pong after which a socket counts as half-open. */
  pongTimeoutMs: 45_000,
} as const
