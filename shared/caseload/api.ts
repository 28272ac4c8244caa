/** Answers about the caseload. */
import { Type, type Static } from 'typebox'
import { uuid } from '../accounts/api.ts'
import { newsLists, type NewsList } from '../version/news.ts'

const count = Type.Integer({ minimum: 0 })
const NewsCounts = Type.Object(Object.fromEntries(newsLists.map((list) => [list, count])) as Record<NewsList, typeof count>)

/** GET /api/caseload: for each plan what is new for this account. Null: the role reads no history. */
export const Caseload = Type.Object({
  plans: Type.Array(
    Type.Object({
      planId: uuid,
      /** When this person last looked, or null. */
      since: Type.Union([Type.String(), Type.Null()]),
      counts: Type.Union([NewsCounts, Type.Null()]),
      /** Something of the plan cannot be read at present, so there may be more. */
      isPartial: Type.Boolean(),
    }),
  ),
})
export type Caseload = Static<typeof Caseload>
export type CaseloadRow = Caseload['plans'][number]
