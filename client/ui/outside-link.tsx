import { ExternalLink } from 'lucide-react'
import { Hidden } from './hidden.tsx'
import css from './outside-link.module.css'

/** A link to somebody else's page: says whose it is, opens beside this one, and tells that page nothing of where it was. */
export const OutsideLink = ({ url, title, host }: { url: string; title: string; host: string }) => (
  <a className={css.link} href={url} target="_blank" rel="noopener noreferrer external">
    <ExternalLink size={18} aria-hidden className={css.icon} />
    <span>
      <span className={css.title} dir="auto">{title}</span>
      {title !== host && <span className={css.host}>{host}</span>}
      <Hidden>, opens in a new tab</Hidden>
    </span>
  </a>
)
