/** GET /api/plans/:id/status-times: since when each goal and strategy stands where it stands, oldest first. */
import { Type, type Static } from 'typebox'
import { literals, uuid } from '../accounts/api.ts'

export const StatusTimes = Type.Object({
  items: Type.Array(
    Type.Object({
      entity: literals(['goal', 'strategy']),
      id: uuid,
      times: Type.Array(Type.Object({ status: Type.String(), from: Type.String() })),
    }),
  ),
})
export type StatusTimes = Static<typeof StatusTimes>
