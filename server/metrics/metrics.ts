/** The figures of this server in Prometheus form: numbers and codes, no ids, and nothing that anybody wrote. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { LiveEditing } from '../sync/live-editing.ts'
import type { Measures } from '../sync/measures.ts'

const seconds = (ms: number): number => ms / 1000

/** From a tenth of a millisecond, below which nothing on a disk ends, to ten seconds, after which people have gone. */
const timeBuckets = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

export class Metrics {
  /** What live editing counts into. */
  readonly measures: Measures
  readonly #registry = new Registry()

  constructor() {
    const registers = [this.#registry]
    collectDefaultMetrics({ register: this.#registry, prefix: 'samepage_' })
    const received = new Counter({ name: 'samepage_frames_received_total', help: 'Frames received, by type.', labelNames: ['type'], registers })
    const refused = new Counter({ name: 'samepage_updates_refused_total', help: 'Updates refused by admission, by reason.', labelNames: ['reason'], registers })
    const closed = new Counter({ name: 'samepage_closed_total', help: 'Sockets and channels ended by the server, by error code.', labelNames: ['code'], registers })
    const batch = new Histogram({
      name: 'samepage_commit_updates', help: 'Updates that shared one commit.', buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512], registers,
    })
    const commit = new Histogram({ name: 'samepage_commit_seconds', help: 'Time of one commit, to the disk.', buckets: timeBuckets, registers })
    const acknowledged = new Histogram({
      name: 'samepage_acknowledge_seconds', help: 'From receiving an update to its acknowledgement.', buckets: timeBuckets, registers,
    })
    const damaged = new Counter({ name: 'samepage_damaged_records_total', help: 'Stored rows found damaged.', registers })
    this.measures = {
      received: (type) => received.inc({ type }),
      refused: (reason) => refused.inc({ reason }),
      closed: (code) => closed.inc({ code }),
      committed: (entries, tookMs) => {
        batch.observe(entries)
        commit.observe(seconds(tookMs))
      },
      acknowledged: (tookMs) => acknowledged.observe(seconds(tookMs)),
      damaged: () => damaged.inc(),
    }
  }

  /** Adds what is looked up when somebody asks: rooms, channels, sockets, waiting bytes, sizes of open parts. */
  watch({ rooms, sockets }: Pick<LiveEditing, 'rooms' | 'sockets'>): void {
    const registers = [this.#registry]
    const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({
        name, help, registers,
        async collect() {
          this.set(await read())
        },
      })
    const all = () => [...sockets.all]
    gauge('samepage_rooms', 'Parts that are loaded.', async () => (await rooms.loaded()).length)
    gauge('samepage_channels', 'Parts that are open on a device.', () => rooms.channelCount)
    gauge('samepage_sockets', 'Open WebSockets.', () => all().length)
    gauge('samepage_buffered_bytes', 'Bytes waiting for readers, of all sockets together.', () =>
      all().reduce((sum, { bufferedBytes }) => sum + bufferedBytes, 0),
    )
    gauge('samepage_part_bytes_max', 'The largest loaded part.', async () =>
      (await rooms.loaded()).reduce((max, { sizeBytes }) => Math.max(max, sizeBytes), 0),
    )
    gauge('samepage_part_bytes_sum', 'All loaded parts together.', async () =>
      (await rooms.loaded()).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    )
  }

  /** The figures as text, and its media type. */
  async read(): Promise<{ type: string; text: string }> {
    return { type: this.#registry.contentType, text: await this.#registry.metrics() }
  }
}
