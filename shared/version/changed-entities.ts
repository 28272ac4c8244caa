/** Apart from `changes.ts`, so that browsers load it without the library of shapes. */

/** What a change is about. `step` and `link` are in a strategy, whose id is `within`. */
export const changedEntities = ['about', 'expectations', 'safety', 'goal', 'strategy', 'step', 'link', 'entry'] as const
