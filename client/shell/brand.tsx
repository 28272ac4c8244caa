import css from './brand.module.css'

/** The name of the app with its sign: two lines that become one. */
export const Brand = () => (
  <span className={css.brand}>
    <svg viewBox="0 0 32 32" className={css.sign} aria-hidden>
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M22.5 9H14a3.75 3.75 0 0 0 0 7.5h4a3.75 3.75 0 0 1 0 7.5H9.5" className={css.line} />
    </svg>
    Samepage
  </span>
)
