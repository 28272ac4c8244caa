import { useEffect, useRef, type ReactNode } from 'react'

let isFirstPage = true

/**
 * The h1 of a page. Sets the title of the window, and takes the focus when the page was opened from another one.
 * `title` never holds a name: it stays in the history of the browser.
 */
export function PageHeading({ title, className, children }: { title: string; className?: string; children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} - Samepage`
    if (!isFirstPage && location.hash === '') heading.current?.focus()
    isFirstPage = false
  }, [title])
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  )
}
