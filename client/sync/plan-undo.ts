/**
 * One undo for a whole plan: my own last change, whatever field or part it was in. Yjs keeps a stack a document; this
 * keeps the order between them.
 */
import * as Y from 'yjs'
import { isUuid } from '#shared/ids.ts'

/** The origin of everything a person changes outside of text: status, date, order, a new goal. */
export const uiOrigin = Symbol('samepage-ui')

/** Typing without a pause this long is one step. */
const captureTimeoutMs = 500

export class PlanUndo {
  readonly #managers: Y.UndoManager[]
  readonly #listeners = new Set<() => void>()
  /** Which document each undoable step is in, oldest first. */
  #done: Y.UndoManager[] = []
  #undone: Y.UndoManager[] = []
  #isReplaying = false

  /** `scopes`: the shared types of each document that can be undone in. */
  constructor(scopes: { doc: Y.Doc; types: Y.AbstractType<unknown>[] }[]) {
    this.#managers = scopes.map(
      ({ doc, types }) =>
        new Y.UndoManager(types, {
          trackedOrigins: new Set<unknown>([uiOrigin]),
          captureTimeout: captureTimeoutMs,
          deleteFilter: (item) => !holdsWordsOfOthers(item, doc.clientID) && !isPartOfKept(item, doc.clientID),
        }),
    )
    for (const manager of this.#managers) {
      manager.on('stack-item-added', ({ type }: { type: 'undo' | 'redo' }) => this.#added(manager, type))
    }
  }

  /** Also takes changes of this origin as the person's own: the editor's, once its code is here. */
  trackOrigin(origin: unknown): void {
    for (const manager of this.#managers) manager.addTrackedOrigin(origin)
  }

  /** The next change starts a new step, however soon it comes: called when a person moves to another field. */
  seal(): void {
    for (const manager of this.#managers) manager.stopCapturing()
  }

  undo(): void {
    this.#replay(this.#done, (manager) => manager.undo())
  }

  redo(): void {
    this.#replay(this.#undone, (manager) => manager.redo())
  }

  get canUndo(): boolean {
    return this.#managers.some((manager) => manager.canUndo())
  }

  get canRedo(): boolean {
    return this.#managers.some((manager) => manager.canRedo())
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  destroy(): void {
    for (const manager of this.#managers) manager.destroy()
  }

  #added(manager: Y.UndoManager, type: 'undo' | 'redo'): void {
    if (type === 'undo') this.#done.push(manager)
    else this.#undone.push(manager)
    if (!this.#isReplaying) {
      // A new change ends what could be redone, in the other documents too.
      this.#undone = []
      for (const other of this.#managers) if (other !== manager) other.clear(false, true)
    }
    for (const listener of this.#listeners) listener()
  }

  #replay(order: Y.UndoManager[], act: (manager: Y.UndoManager) => Y.UndoManager['undoStack'][number] | null): void {
    this.seal()
    this.#isReplaying = true
    try {
      // A step whose words others have meanwhile removed does nothing; the one before it is meant then.
      while (order.length > 0) if (act(order.pop() as Y.UndoManager) !== null) break
    } finally {
      this.#isReplaying = false
    }
    for (const listener of this.#listeners) listener()
  }
}

/** Undoing "new goal" must not take away what somebody else has written into it since. */
function holdsWordsOfOthers(item: Y.Item, me: number): boolean {
  return item.content instanceof Y.ContentType && hasForeignWords(item.content.type, me)
}

/**
 * The texts and lists of a goal that stays must stay with it: the server refuses an update that takes one away. Things of
 * their own are under a UUID, what belongs to them under the name of a field.
 */
function isPartOfKept(item: Y.Item, me: number): boolean {
  for (let inner = item; inner.content instanceof Y.ContentType && inner.parentSub !== null && !isUuid(inner.parentSub); ) {
    const outer = inner.parent instanceof Y.AbstractType ? inner.parent._item : null
    if (outer === null) return false
    if (holdsWordsOfOthers(outer, me)) return true
    inner = outer
  }
  return false
}

function hasForeignWords(type: Y.AbstractType<unknown>, me: number): boolean {
  const chains = [type._start, ...type._map.values()]
  for (const first of chains) {
    for (let item: Y.Item | null = first; item !== null; item = item.right) {
      if (item.deleted) continue
      if (item.content instanceof Y.ContentString && item.id.client !== me) return true
      if (item.content instanceof Y.ContentType && hasForeignWords(item.content.type, me)) return true
    }
  }
  return false
}
