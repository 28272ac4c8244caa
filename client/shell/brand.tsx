import css from './brand.module.css'

/** The name of the app with its sign: two lines that become one. */
export const Brand = () => (
  <span className={css.brand}>
    <svg viewBox="0 0 32 32" className={css.sign} aria-hidden>
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M9 8.5h9.5a4.5 4.5 0 0 1 0 9H13a3 3 0 0 0 0 6h10" className={css.line} />
    </svg>
    Samepage
  </span>
)
