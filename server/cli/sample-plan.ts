/** The parts of the sample file (`care-plan-demo/1`) that become content of a plan. Other keys are left alone. */

export type SampleEntry = {
  id: string
  authorId: string
  kind: string
  observedAt: string
  recordedAt: string
  timeZone: string
  setting: string
  routine?: string
  goalIds: string[]
  strategyIds: string[]
  language: string
  text: string
  firstHand: boolean
  audience: 'team' | 'guardians-full' | 'named'
  audienceUserIds?: string[]
  status: string
  statusReason?: string
  abc?: { before: string; what: string; after: string }
  intensity1to5?: number
  mood1to5?: number
  durationSeconds?: number
  count?: number
  sleep?: { lightsOut?: string; asleep?: string; wakings?: number; minutesToSleep?: number; hours?: number; awakeMinutes?: number }
}

export type SampleGoal = {
  id: string
  title: string
  familyWords: string
  childWords: string | null
  domain: string
  settings: string[]
  status: string
  startDate: string
  reviewDate: string
  gas: {
    levels: Record<string, string>
    baselineLevel: number
    weight: { importance: number; difficulty: number }
    ratings: { date: string; level: number; ratedBy: string }[]
  }
  goalBasedOutcome: { ratings: { date: string; by: string; score: number }[] }
}

export type SampleStrategy = {
  id: string
  title: string
  goalIds: string[]
  why: string
  steps: { n: number; text: string }[]
  whatToSay: string
  setting: string
  routine: string
  whoIds: string[]
  howOften: string
  ifItIsHard: string
  status: string
}

type Contact = { name: string; how: string }

export type SamplePlan = {
  id: string
  child: { firstName: string; aboutMe: { loves: string; calms: string; hard: string; howITalk: string } }
  period: { start: string }
  expectations: Record<string, string>
  careTeam: { userId: string; role: string; since: string; consentId?: string }[]
  consents: { id: string; givenBy: string; date: string; scope: string; expires?: string }[]
  goals: SampleGoal[]
  strategies: SampleStrategy[]
  observations: SampleEntry[]
  practiceLogs: { byId: string; date: string; strategyId: string; done: boolean; howItWent1to5: number | null; minutes?: number }[]
  checkIns: { byId: string; date: string; confidence1to5: number; anythingChanged: string; bestBit: string; hardBit: string }[]
  questions: {
    id: string
    about: { type: string; id: string }
    status: string
    messages: { byId: string; at: string; text: string }[]
  }[]
  safetyPlan?: {
    reviewedAt: string
    warningSigns: string[]
    thingsICanDo: string[]
    peopleAndPlaces: string[]
    grownUpsToAsk: Contact[]
    professionals: Contact[]
    makingHomeSafer: string[]
  }
}
