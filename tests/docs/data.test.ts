import { expect, test } from 'vitest'
import { journalPart, notesPart } from '#shared/journal/journal-part.ts'
import { planPart } from '#shared/plan/plan-part.ts'
import { describePart } from '../support/describe-parts.ts'

/** Run `npx vitest run tests/docs -u` after changing a shape. */
test('docs/data.md lists every key, type and limit of the shapes in shared/', async () => {
  const page = `# The documents, key by key

This page is made from \`shared/plan/plan-part.ts\` and \`shared/journal/journal-part.ts\` and tested against them.

A plan is a few Y.Docs, called parts. A text that people write together is a Y.XmlFragment of paragraphs (nodes
\`paragraph\`, \`bulletList\`, \`orderedList\`, \`listItem\`, \`hardBreak\`; marks \`bold\`, \`italic\`). Everything else is a value of
a Y.Map. A list is a Y.Map from UUID to entity, ordered by the entity's \`order\` (a fractional index; equal keys are ordered
by id). A set is a Y.Map whose keys are its members. Times are ISO 8601 with an offset, days are \`2026-11-21\`.

A new goal needs no more than \`title\`, \`status\` and \`order\`: the server adds the containers it lacks, once, so that two
people who first touch an empty text find the same one. Nothing is removed from a list: a goal is \`ended\`, a strategy
\`stopped\`, an entry \`withdrawn\`.

## Part \`plan\`

${describePart(planPart)}

## Parts \`journal.team\`, \`journal.guardians\`, \`journal.{memberId}\`

${describePart(journalPart)}

## Part \`notes.{memberId}\`

${describePart(notesPart)}
`
  await expect(page).toMatchFileSnapshot('../../docs/data.md')
})
