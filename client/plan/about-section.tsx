import type { PartHandle } from '../sync/plan-session.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { OptionalTexts, type OptionalText } from './optional-texts.tsx'
import css from './plan-page.module.css'

const texts: readonly OptionalText[] = [
  { key: 'loves', label: 'What I love', addWords: 'What I love', placeholder: 'Cars, the swing, bananas' },
  { key: 'calms', label: 'What calms me', addWords: 'What calms me', placeholder: 'A hug, the fan, lights low' },
  { key: 'hard', label: 'What is hard for me', addWords: 'What is hard', placeholder: 'Loud shops, surprises' },
  { key: 'howITalk', label: 'How I talk', addWords: 'How I talk', placeholder: 'I point, I pull your hand, I say a few words' },
  { key: 'strengths', label: 'What I am good at', addWords: 'What I am good at', placeholder: 'Puzzles, making people laugh' },
  { key: 'family', label: 'About our family', addWords: 'About our family', placeholder: 'Who we are, our languages, what matters to us' },
  { key: 'therapist', label: 'About the therapist', addWords: 'About the therapist', placeholder: 'Who I am and how I like to work' },
]

/** Who this plan is about, in the words of the people who know the child. */
export const AboutSection = ({ part, childName }: { part: PartHandle; childName: string }) => (
  <section className={css.section}>
    <Disclosure level={2} title={`About ${childName}`}>
      <OptionalTexts part={part} entity={part.doc.getMap<unknown>('about')} where="about" texts={texts} />
    </Disclosure>
  </section>
)
