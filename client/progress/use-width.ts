import { useCallback, useRef, useState } from 'react'

/** The width of an element in pixels, kept up with; 0 until it is on the page. */
export function useWidth(): [(element: HTMLElement | null) => void, number] {
  const [width, setWidth] = useState(0)
  const observer = useRef<ResizeObserver | null>(null)
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect()
    if (element === null) return
    observer.current = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)))
    observer.current.observe(element)
    setWidth(Math.floor(element.clientWidth))
  }, [])
  return [ref, width]
}
