import { Notice } from '../ui/notice.tsx'
import css from './erasures-page.module.css'

/** What erasing does and does not do, before anybody decides. */
export const WhatErasingDoes = () => (
  <Notice tone="warn">
    <strong>Nobody can undo this, not even we.</strong>
    <ul className={css.facts}>
      <li>It goes from the plan, from all older versions, and from everybody’s devices as soon as they are online.</li>
      <li>A mark stays: where it was, who asked, who confirmed, when and why. Not what it was.</li>
      <li>It stays where it was printed, copied or written down in other words, in private notes, and in backups until they run out.</li>
    </ul>
  </Notice>
)
