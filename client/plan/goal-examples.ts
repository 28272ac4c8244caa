/**
 * Goals to begin with, one for each kind of help, each with a first strategy. Plain words that every family changes: none is
 * taken from an instrument that needs a licence.
 */
import type { GasLevel, domains } from '#shared/plan/plan-part.ts'

export type GoalExample = {
  id: string
  /** The kind of help, for the list. */
  area: string
  domain: (typeof domains)[number]
  title: string
  why: string
  lines: Record<GasLevel, string>
  strategy: { title: string; why: string; routine: string; steps: readonly string[]; say: string; ifHard: string }
}

export const goalExamples: readonly GoalExample[] = [
  {
    id: 'speech',
    area: 'Speech and language',
    domain: 'communication',
    title: 'Asks for what they want with two words',
    why: 'When we understand each other there is less crying, for all of us.',
    lines: {
      '-2': 'Points or pulls us along.',
      '-1': 'Says one word when we wait.',
      '0': 'Says two words in 3 of 5 snack times.',
      '1': 'Says two words at most snack times, with us and with a grandparent.',
      '2': 'Says two or three words to get help anywhere.',
    },
    strategy: {
      title: 'Wait and look',
      why: 'A short wait gives time to find the words.',
      routine: 'Snack time',
      steps: ['Put the snack where it can be seen.', 'Look, smile and count to five in your head.', 'Say the two words yourself if none come, and hand it over.'],
      say: '“More juice!”',
      ifHard: 'Tired or upset today? Just give it, and say the words once.',
    },
  },
  {
    id: 'daily-living',
    area: 'Daily tasks (OT)',
    domain: 'daily-living',
    title: 'Gets dressed in the morning with one reminder',
    why: 'Mornings start calmer, and it feels good to do it alone.',
    lines: {
      '-2': 'We do all of it.',
      '-1': 'Puts on one piece when we hold it.',
      '0': 'Puts on trousers and shirt with one reminder, 3 of 5 mornings.',
      '1': 'Puts on everything but shoes with one reminder on most mornings.',
      '2': 'Gets dressed alone while we make breakfast.',
    },
    strategy: {
      title: 'You do the last step',
      why: 'Ending with a success makes the next try easier.',
      routine: 'Getting dressed',
      steps: ['Lay the clothes out in order.', 'Help with everything but the last pull.', 'Wait for the last pull, then cheer.', 'After three good days leave one more step.'],
      say: '“You pull it up, I wait.”',
      ifHard: 'Late today? Dress together and try again in the evening.',
    },
  },
  {
    id: 'anxiety',
    area: 'Worries and fears',
    domain: 'feelings',
    title: 'Goes into class on time, even when worry comes along',
    why: 'Being with friends matters more than the worry.',
    lines: {
      '-2': 'Stays at home 3 or more days a week.',
      '-1': 'Goes in late or with a parent on most days.',
      '0': 'Goes in on time 4 of 5 days.',
      '1': 'Goes in on time every day, with one worry visit.',
      '2': 'Goes in on time and tells a friend what helped.',
    },
    strategy: {
      title: 'One small brave step',
      why: 'Worry gets smaller when we do a little of what it forbids.',
      routine: 'Way to school',
      steps: ['Choose the step for this week together.', 'Say what the worry will say.', 'Do the step and stay until it gets easier.', 'Write down how it went.'],
      say: '“Worry can come too. We still go.”',
      ifHard: 'Go one step back, and do that one today.',
    },
  },
  {
    id: 'behaviour',
    area: 'Big feelings and behaviour',
    domain: 'behaviour',
    title: 'Asks for a break before it gets too much',
    why: 'A break in time keeps everyone safe.',
    lines: {
      '-2': 'Hits or runs away most times.',
      '-1': 'Takes a break when we lead the way.',
      '0': 'Shows the card or says “break” in 3 of 5 hard moments.',
      '1': 'Asks for a break in most hard moments at home.',
      '2': 'Asks for a break at home and at school, and comes back.',
    },
    strategy: {
      title: 'Break card first',
      why: 'A card is easier than words when feelings are big.',
      routine: 'Homework',
      steps: ['Keep the card in reach.', 'Practise with it when all is calm.', 'At the first sign point to the card.', 'Give two quiet minutes each time it is used.'],
      say: '“Card, and then a break.”',
      ifHard: 'Stop talking, move things away, stay near and wait.',
    },
  },
  {
    id: 'feeding',
    area: 'Eating',
    domain: 'eating',
    title: 'Sits at the table and tries one new food a week',
    why: 'Meals together without a fight.',
    lines: {
      '-2': 'Leaves the table when a new food is there.',
      '-1': 'Stays while it lies on the table.',
      '0': 'Touches or tastes one new food a week.',
      '1': 'Eats a bite of it.',
      '2': 'Asks for it again.',
    },
    strategy: {
      title: 'A learning plate',
      why: 'Looking and touching come before tasting.',
      routine: 'Dinner',
      steps: ['Serve something you know they eat.', 'Put one new food on a small plate beside it.', 'Talk about colour and crunch, not about eating.', 'Say thank you for any look, touch or taste.'],
      say: '“You can leave it on the plate.”',
      ifHard: 'No pressing and no rewards. Take the plate away without a word.',
    },
  },
  {
    id: 'sleep',
    area: 'Sleep',
    domain: 'sleep',
    title: 'Falls asleep in their own bed',
    why: 'Everyone sleeps, and the evening belongs to the grown-ups again.',
    lines: {
      '-2': 'Falls asleep only with one of us in the bed.',
      '-1': 'Falls asleep with one of us on a chair by the bed.',
      '0': 'Falls asleep alone within 30 minutes, 4 of 7 nights.',
      '1': 'Falls asleep alone on most nights.',
      '2': 'Falls asleep alone, and goes back to sleep alone at night.',
    },
    strategy: {
      title: 'The chair moves to the door',
      why: 'Being alone is learned in small steps.',
      routine: 'Bedtime',
      steps: ['The same three things each evening: bath, book, light off.', 'Sit on a chair by the bed.', 'Every third night move the chair a step to the door.', 'Be boring: few words, no screen.'],
      say: '“It is night. I am here.”',
      ifHard: 'Ill or away from home? Stay where the chair is, and go on after.',
    },
  },
]
