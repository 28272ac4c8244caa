import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SaveTracker } from '../../client/sync/save-tracker.ts'

describe('[S3] saved means that every change is on the server\'s disk', () => {
  test('a change is waiting until its own frame is acknowledged', () => {
    const tracker = new SaveTracker()
    tracker.frameSent(true)
    tracker.changed()
    tracker.frameSent(false)
    tracker.changed()
    tracker.frameSent(false)
    expect(tracker.waiting).toBe(2)
    tracker.saved(2)
    expect(tracker.waiting).toBe(1)
    expect(tracker.isSaved).toBe(false)
    tracker.saved(3)
    expect(tracker.isSaved).toBe(true)
  })

  test('a frame that was sent and never acknowledged saves nothing, however the connection ends', () => {
    const tracker = new SaveTracker()
    tracker.changed()
    tracker.frameSent(true)
    tracker.connectionStarted()
    expect(tracker.waiting).toBe(1)
    // The new connection's sync step 2 carries the change again.
    tracker.frameSent(true)
    tracker.saved(1)
    expect(tracker.isSaved).toBe(true)
  })

  test('a change made without a connection waits for the step 2 of the next one', () => {
    const tracker = new SaveTracker()
    tracker.changed()
    expect(tracker.isSaved).toBe(false)
    tracker.connectionStarted()
    tracker.frameSent(true)
    expect(tracker.isSaved).toBe(false)
    tracker.saved(1)
    expect(tracker.isSaved).toBe(true)
  })

  test('a change that travels ahead of step 2 says nothing about those made offline before it', () => {
    const tracker = new SaveTracker()
    tracker.changed()
    tracker.changed()
    tracker.connectionStarted()
    tracker.changed()
    tracker.frameSent(false)
    tracker.saved(1)
    expect(tracker.waiting).toBe(3)
    tracker.frameSent(true)
    tracker.saved(2)
    expect(tracker.isSaved).toBe(true)
  })

  test('an acknowledgement of more frames than were sent is worth no more than what was sent', () => {
    const tracker = new SaveTracker()
    tracker.changed()
    tracker.saved(9)
    expect(tracker.waiting).toBe(1)
  })

  test('for any order of changes, frames, acknowledgements and reconnects, nothing counts as saved before its frame is', () => {
    const step = fc.constantFrom('change', 'frame', 'step-2', 'ack', 'reconnect')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const tracker = new SaveTracker()
        let changes = 0
        let durable = 0
        let frames: number[] = []
        let acknowledged = 0
        let hasSentAll = false
        for (const act of steps) {
          if (act === 'change') {
            tracker.changed()
            changes += 1
          } else if (act === 'frame' || act === 'step-2') {
            hasSentAll ||= act === 'step-2'
            tracker.frameSent(act === 'step-2')
            frames.push(hasSentAll ? changes : durable)
          } else if (act === 'ack' && acknowledged < frames.length) {
            durable = Math.max(durable, frames[acknowledged] as number)
            acknowledged += 1
            tracker.saved(acknowledged)
          } else if (act === 'reconnect') {
            tracker.connectionStarted()
            frames = []
            acknowledged = 0
            hasSentAll = false
          }
          expect(tracker.waiting).toBe(changes - durable)
          expect(tracker.isSaved).toBe(changes === durable && acknowledged === frames.length)
        }
      }),
    )
  })
})
