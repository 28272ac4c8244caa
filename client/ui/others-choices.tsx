import { RadioCards } from './radio-cards.tsx'
import { chooseShownChanges, shownChangesChoices, useShownChanges } from './shown-changes.ts'
import { chooseSpokenChanges, spokenChangesChoices, useSpokenChanges } from './spoken-changes.ts'

/** What this device does when others change something: on the screen, and aloud. */
export const OthersChoices = () => (
  <>
    <RadioCards label="When others change something while I write" options={shownChangesChoices} value={useShownChanges()} onChange={chooseShownChanges} />
    <RadioCards
      label="When others change the plan, my screen reader on this device should"
      options={spokenChangesChoices}
      value={useSpokenChanges()}
      onChange={chooseSpokenChanges}
    />
  </>
)
