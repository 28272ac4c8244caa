/** What one connection and one part may weigh. Each limit is enforced in `server/sync` and has a test of its own. */
export const limits = {
  /** Bytes of one WebSocket frame. A whole offline fortnight of typing is about 120 KB. */
  frameBytes: 4 * 1024 * 1024,
  /** Structs of one update: an offline fortnight of typing and notes has about 3,000. */
  structsPerUpdate: 50_000,
  /** Letters, or deleted letters, of one struct. A giant one would carry its client's clock out of reach. */
  structLength: 1_000_000,
  /** Bytes of one awareness frame: a caret and a field path are about 200. */
  awarenessBytes: 4 * 1024,
  /** Bytes waiting for one slow reader before its connection is closed with 4508. */
  bufferedBytes: 1024 * 1024,
  /** Bytes of one encoded part. The three sample families are 40-60 KB each. */
  partBytes: 8 * 1024 * 1024,
  /** Open connections of one account, over all its devices and parts. */
  connectionsPerAccount: 100,
  /** Milliseconds without a pong after which a connection counts as half-open. */
  pongTimeoutMs: 45_000,
} as const
