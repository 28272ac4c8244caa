import { useEffect, useRef, type RefObject } from 'react'
import { placeReached, sideSteps, type Standing } from './drag-geometry.ts'

type Drag = { item: HTMLElement; items: HTMLElement[]; standing: Standing; startY: number; place: number }
type OnMove = (id: string, index: number) => void

/**
 * Sorting the children of a list by their `[data-handle]`: dragged with mouse, pen or finger, or moved with the arrow
 * keys while the handle has the focus. Pointer events and not HTML drag and drop, which most phones do not have.
 */
export function useDragSort(list: RefObject<HTMLElement | null>, onMove: OnMove | undefined): void {
  const latest = useRef(onMove)
  useEffect(() => {
    latest.current = onMove
  })
  const canMove = onMove !== undefined
  useEffect(() => {
    if (list.current !== null && canMove) return listenForSorting(list.current, (id, index) => latest.current?.(id, index))
    return undefined
  }, [list, canMove])
}

function listenForSorting(container: HTMLElement, onMove: OnMove): () => void {
  let drag: Drag | null = null
  let pointerY = 0
  let frame = 0
  const listening = new AbortController()
  const { signal } = listening

  /** How far the item is from where it stood, and with it the place it has reached. */
  const follow = (moved: Drag): number => {
    const shift = pointerY + scrollY - moved.startY
    moved.place = placeReached(moved.standing, shift)
    return shift
  }

  const paint = () => {
    if (drag === null) return
    const shift = follow(drag)
    sideSteps(drag.standing, drag.place).forEach((step, i) => shiftBy(drag?.items[i], step))
    shiftBy(drag.item, shift)
    scrollAtEdges(pointerY)
    frame = requestAnimationFrame(paint)
  }

  const stop = (isDropped: boolean) => {
    if (drag === null) return
    cancelAnimationFrame(frame)
    const { item, items, standing, place } = drag
    drag = null
    delete container.dataset.sorting
    delete item.dataset.dragging
    for (const other of items) shiftBy(other, 0)
    if (isDropped && place !== standing.from) onMove(item.dataset.id ?? '', place)
  }

  const pickUp = (event: PointerEvent) => {
    const item = itemOfHandle(event, container)
    if (item === null || event.button !== 0) return
    const items = [...container.children] as HTMLElement[]
    const tops = items.map((other) => other.getBoundingClientRect().top)
    const from = items.indexOf(item)
    const standing = { tops, heights: items.map((other) => other.offsetHeight), from }
    pointerY = event.clientY
    drag = { item, items, standing, startY: pointerY + scrollY, place: from }
    item.dataset.dragging = ''
    container.dataset.sorting = ''
    container.setPointerCapture(event.pointerId)
    frame = requestAnimationFrame(paint)
  }

  const useKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') stop(false)
    const change = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const item = change === 0 ? null : itemOfHandle(event, container)
    if (item === null) return
    event.preventDefault()
    const place = [...container.children].indexOf(item) + change
    if (place >= 0 && place < container.children.length) onMove(item.dataset.id ?? '', place)
  }

  container.addEventListener('pointerdown', pickUp, { signal })
  container.addEventListener('pointermove', (event) => (pointerY = event.clientY), { signal })
  const drop = (event: PointerEvent) => {
    pointerY = event.clientY
    // Where it was let go, and not where it was painted last.
    if (drag !== null) follow(drag)
    stop(true)
  }
  container.addEventListener('pointerup', drop, { signal })
  container.addEventListener('pointercancel', () => stop(false), { signal })
  container.addEventListener('keydown', useKey, { signal })
  return () => {
    stop(false)
    listening.abort()
  }
}

/** The item whose handle the event is on. Lists can stand inside each other: only this list's own items count. */
function itemOfHandle(event: Event, container: HTMLElement): HTMLElement | null {
  const handle = event.target instanceof Element ? event.target.closest('[data-handle]') : null
  const item = handle?.closest<HTMLElement>('li[data-id]') ?? null
  return item?.parentElement === container ? item : null
}

function shiftBy(item: HTMLElement | undefined, pixels: number): void {
  if (item !== undefined) item.style.transform = pixels === 0 ? '' : `translateY(${pixels}px)`
}

function scrollAtEdges(y: number): void {
  const edgePx = 80
  const over = y < edgePx ? y - edgePx : Math.max(0, y - (innerHeight - edgePx))
  if (over !== 0) scrollBy(0, over / 6)
}
