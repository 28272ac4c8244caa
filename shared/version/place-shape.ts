/** How requests and answers name a place in a plan. Apart from `place.ts`, which browsers load without the library of shapes. */
import { Type, type Static } from 'typebox'
import { literals } from '../accounts/api.ts'
import { changedEntities } from './changed-entities.ts'

/** `within`: the strategy that a step or link is in. `field`: a path such as `why` or `gas.-1`. */
export const placeProperties = {
  part: Type.String({ minLength: 1, maxLength: 100 }),
  entity: literals(changedEntities),
  id: Type.String({ minLength: 1, maxLength: 40 }),
  within: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  field: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
}
const Place = Type.Object(placeProperties, { additionalProperties: false })
export type Place = Static<typeof Place>
