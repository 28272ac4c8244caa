/** What the rooms hold: the same bytes for every server. All of it passes our server's checks of the schema. */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { notesPart } from '#shared/journal/journal-part.ts'

const lineOf = (text: unknown): Y.XmlText => ((text as Y.XmlFragment).get(0) as Y.XmlElement).get(0) as Y.XmlText

/** The texts of a plan that hold 2,000 letters each and that nobody else in a benchmark writes into. */
export const aboutTexts = ['loves', 'calms', 'hard', 'howITalk', 'strengths', 'family', 'therapist'] as const

export const aboutLine = (doc: Y.Doc, name: (typeof aboutTexts)[number]): Y.XmlText => lineOf(doc.getMap('about').get(name))
export const strengthsOf = (doc: Y.Doc): Y.XmlText => aboutLine(doc, 'strengths')
export const notesOf = (doc: Y.Doc): Y.XmlText => lineOf(doc.getXmlFragment('notes'))

/** A random number generator with a fixed beginning: every server gets the same load. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** Everything that `doc` gets from `act`, as one update. */
export function changeOf(doc: Y.Doc, act: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  act()
  return Y.encodeStateAsUpdate(doc, before)
}

/**
 * Private notes that were reworked all over for years: single letters put in at random places, so that Yjs keeps each
 * for itself. As updates small enough for one frame, on top of the `content` that the room already holds.
 */
export function largeNotes(content: Uint8Array, letters: number): Uint8Array[] {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, content)
  const random = randomFrom(7)
  const line = notesOf(doc)
  const updates: Uint8Array[] = []
  for (let written = 0; written < letters; written += 20_000) {
    updates.push(
      changeOf(doc, () =>
        doc.transact(() => {
          for (let i = 0; i < Math.min(20_000, letters - written); i += 1) line.insert(random(line.length + 1), 'e')
        }),
      ),
    )
  }
  return updates
}

/** Notes with nothing but their first paragraph, for servers that hold no content of their own. */
export function emptyNotes(): Uint8Array {
  const doc = new Y.Doc()
  doc.transact(() => completeContainers(doc, notesPart))
  return Y.encodeStateAsUpdate(doc)
}

/** Two weeks of one person without a network: words typed and deleted in all texts about the child. */
export function offlineWeeks(content: Uint8Array, edits: number, seed: number): { update: Uint8Array; clientId: number; clock: number } {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, content)
  const random = randomFrom(seed)
  const update = changeOf(doc, () => {
    for (let i = 0; i < edits; i += 1) {
      const line = aboutLine(doc, aboutTexts[random(aboutTexts.length)] as (typeof aboutTexts)[number])
      // Two people write into texts of 2,000 letters, so neither makes one longer than 900.
      if (line.length > 890) line.delete(random(line.length - 20), 20)
      else line.insert(random(line.length + 1), 'again '.slice(0, 1 + random(6)))
    }
  })
  return { update, clientId: doc.clientID, clock: Y.getState(doc.store, doc.clientID) }
}
