import { Component, Suspense, type ReactNode } from 'react'

type OptionalProps = { children: ReactNode; /** Shown until it is loaded, and where it cannot be. */ fallback?: ReactNode }

/**
 * A part of a page that the page can do without, loaded on its own. A network that goes away while it loads takes nothing
 * else of the page along.
 */
export class Optional extends Component<OptionalProps, { isMissing: boolean }> {
  override state = { isMissing: false }

  static getDerivedStateFromError(): { isMissing: boolean } {
    return { isMissing: true }
  }

  override render(): ReactNode {
    const { children, fallback = null } = this.props
    return this.state.isMissing ? fallback : <Suspense fallback={fallback}>{children}</Suspense>
  }
}
