/** Reads Yjs types into React. */
import { useCallback, useRef, useSyncExternalStore } from 'react'

/** Any Yjs type: what matters here is that it can be watched. */
type SharedType = {
  observe(act: () => void): void
  unobserve(act: () => void): void
  observeDeep(act: (events: readonly { readonly path: readonly unknown[] }[]) => void): void
  unobserveDeep(act: (events: readonly { readonly path: readonly unknown[] }[]) => void): void
}

/**
 * What `read` returns, again whenever `type` changes: itself only, it and what it holds (`entries`: not the words in them), or
 * anything inside it (`deep`). A result with the
 * same content as the last one does not render again; arrays and plain objects are compared one level down.
 */
export function useShared<T>(type: SharedType | null | undefined, read: () => T, depth: 'own' | 'entries' | 'deep' = 'own'): T {
  const last = useRef<{ value: T } | null>(null)
  const subscribe = useCallback(
    (listener: () => void) => {
      if (!type) return () => undefined
      if (depth === 'own') {
        const act = () => listener()
        type.observe(act)
        return () => type.unobserve(act)
      }
      const act = (events: readonly { readonly path: readonly unknown[] }[]) => (depth === 'deep' || events.some(({ path }) => path.length <= 1)) && listener()
      type.observeDeep(act)
      return () => type.unobserveDeep(act)
    },
    [type, depth],
  )
  return useSyncExternalStore(subscribe, () => {
    const value = read()
    if (last.current === null || !isSame(last.current.value, value)) last.current = { value }
    return last.current.value
  })
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => Object.is(item, b[i]))
  if (!isPlain(a) || !isPlain(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]))
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
