/** The way through a visit: what comes next, and what came before. */
import { visitSteps, type GoTo, type VisitPlace } from '#shared/visit/api.ts'

/** The words over the card at each place. */
export const placeTitles: Record<VisitPlace, string> = {
  'look-back': 'How is it going?',
  write: 'What matters most now?',
  together: 'What we each said',
  draft: 'Say it as one goal',
  ladder: 'How will we see it?',
  strategy: 'One thing to try at home',
  agree: 'Is this right for you?',
  home: 'To take home',
}

/** The step, of the four, that a place belongs to: 0 to 3. */
export const stepIndex = (place: VisitPlace): number =>
  visitSteps.findIndex(({ places }) => (places as readonly VisitPlace[]).includes(place))

type Here = { place: VisitPlace; goalId: string | null }

/** The first place of a step. Showing what was written comes before what stands side by side. */
export const startOf = (step: number, areLanesShown: boolean): GoTo => {
  const place = visitSteps[step]?.places[0] ?? 'look-back'
  return { place: place === 'write' && areLanesShown ? 'together' : place, goalId: null }
}

/** Where *Next* leads; null where only an act of its own leads on: showing, choosing a goal, keeping the words. */
export function nextOf({ place, goalId }: Here, goalIds: readonly string[], areLanesShown: boolean): GoTo | null {
  switch (place) {
    case 'look-back': {
      const next = goalIds[goalId === null ? 0 : goalIds.indexOf(goalId) + 1]
      if (next !== undefined) return { place, goalId: next }
      return startOf(1, areLanesShown)
    }
    case 'draft':
      return { place: 'ladder', goalId }
    case 'ladder':
      return { place: 'strategy', goalId }
    case 'agree':
      return { place: 'home', goalId: null }
    default:
      return null
  }
}

/** Where *Back* leads; null at the start. */
export function backOf({ place, goalId }: Here, goalIds: readonly string[], areLanesShown: boolean): GoTo | null {
  switch (place) {
    case 'look-back': {
      if (goalId === null) return null
      return { place, goalId: goalIds[goalIds.indexOf(goalId) - 1] ?? null }
    }
    case 'write':
      return { place: 'look-back', goalId: goalIds.at(-1) ?? null }
    case 'together':
      return { place: 'look-back', goalId: goalIds.at(-1) ?? null }
    case 'draft':
      return startOf(1, areLanesShown)
    case 'ladder':
      return { place: 'draft', goalId }
    case 'strategy':
      return goalId === null ? startOf(1, areLanesShown) : { place: 'ladder', goalId }
    case 'agree':
      return { place: 'strategy', goalId: null }
    case 'home':
      return { place: 'agree', goalId: null }
  }
}
