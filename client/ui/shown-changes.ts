import { keptChoice } from './kept-choice.ts'

/** When the words of others come into the page: as they are typed, or once I have left the text that I write in. */
export type ShownChanges = 'live' | 'calm'

/** The choices, in words. */
export const shownChangesChoices: readonly { value: ShownChanges; name: string; detail: string }[] = [
  { value: 'live', name: 'Show it at once', detail: 'You see each other type' },
  { value: 'calm', name: 'Let it wait while I write', detail: 'Nothing moves while you are in a text. It comes when you leave the text, or when you ask for it' },
]

export const { useChosen: useShownChanges, choose: chooseShownChanges } = keptChoice('samepage.shown-changes', shownChangesChoices, 'live')
