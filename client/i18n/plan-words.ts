/** Statuses and texts of the plan in plain words, for every page that names them. */
import type { GoalStatus, StrategyStatus } from '#shared/plan/plan-part.ts'

export const statusLabels: Record<GoalStatus | StrategyStatus, string> = {
  proposed: 'Idea',
  active: 'Working on it',
  'on-hold': 'On hold',
  achieved: 'Reached',
  ended: 'Ended',
  idea: 'Idea',
  learning: 'Learning it',
  'on-our-own': 'On our own',
  maintenance: 'Keeping it up',
  paused: 'Paused',
  stopped: 'Stopped',
}

const fieldLabels: Record<string, string> = {
  title: 'the title',
  familyWords: 'the family’s words',
  childWords: 'the child’s words',
  why: 'why it matters',
  say: '“Say this”',
  ifHard: '“If it is hard”',
  gas: 'how we will see it',
  steps: 'a step',
  loves: 'what I love',
  calms: 'what calms me',
  hard: 'what is hard for me',
  howITalk: 'how I talk',
  strengths: 'what I am good at',
  family: 'about our family',
  therapist: 'about the therapist',
  expectations: 'what we agreed',
  safety: 'the safety plan',
}

/** What a text of the plan is called in a sentence. `field`: as in an entry, such as `why`, `steps/{id}` or `about/loves`. */
export function fieldLabel(field: string): string {
  const [first = '', second = ''] = field.split('/')
  return fieldLabels[first === 'about' ? second : first] ?? 'the plan'
}
