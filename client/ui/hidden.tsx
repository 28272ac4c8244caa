import type { ReactNode } from 'react'

/** Words for screen readers only. */
export const Hidden = ({ children }: { children: ReactNode }) => <span className="visually-hidden">{children}</span>
