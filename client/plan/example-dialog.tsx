import type { PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { announce } from '../ui/status-region.tsx'
import { addExample } from './add-example.ts'
import css from './example-dialog.module.css'
import { goalExamples, type GoalExample } from './goal-examples.ts'

type ExampleDialogProps = { part: PartHandle; onAdd: (goalId: string) => void; onClose: () => void }

/** Goals to begin with. Adding one puts it into the plan as an idea, with what to try, for everybody to change. */
export default function ExampleDialog({ part, onAdd, onClose }: ExampleDialogProps) {
  const add = (example: GoalExample) => {
    onAdd(addExample(part, example))
    announce('Added as an idea. Change every word you like')
    onClose()
  }
  return (
    <Dialog title="Start from an example" isOpen onClose={onClose} isSheet>
      <p className={css.lead}>Each brings a goal and one thing to try. It is yours then: change every word.</p>
      <ul className={css.list}>
        {goalExamples.map((example) => (
          <li key={example.id} className={css.example}>
            <Disclosure level={3} title={<Title example={example} />}>
              <div className={css.body}>
                <p>{example.why}</p>
                <p className={css.try}>Try first: {example.strategy.title}</p>
                <ol className={css.steps}>
                  {example.strategy.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
                <Button look="primary" onPress={() => add(example)}>
                  Add to the plan
                </Button>
              </div>
            </Disclosure>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

const Title = ({ example: { area, title } }: { example: GoalExample }) => (
  <span className={css.title}>
    <span className={css.area}>{area}</span>
    {title}
  </span>
)
