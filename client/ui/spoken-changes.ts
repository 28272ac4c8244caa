import { keptChoice } from './kept-choice.ts'

/** What a screen reader is told of what others change: nothing, what is near, or that and a list of everything. */
export type SpokenChanges = 'off' | 'near' | 'all'

/** The choices, in words. */
export const spokenChangesChoices: readonly { value: SpokenChanges; name: string; detail: string }[] = [
  { value: 'off', name: 'Say nothing', detail: 'You see it, and nothing is read aloud' },
  { value: 'near', name: 'Say what is near', detail: '“Dana changed goal 2”, when you are in goal 2 and Dana has stopped typing' },
  { value: 'all', name: 'Also keep a list', detail: 'At the foot of the plan, for you to read when you like. F6 goes there' },
]

export const { useChosen: useSpokenChanges, choose: chooseSpokenChanges } = keptChoice('samepage.spoken-changes', spokenChangesChoices, 'near')
