/** Branded ids: a string that has been checked, or made, to be an id of one kind. */

declare const brand: unique symbol
type Id<Kind extends string> = string & { readonly [brand]: Kind }

export type PlanId = Id<'plan'>
export type MemberId = Id<'member'>
export type AccountId = Id<'account'>
export type PracticeId = Id<'practice'>
/** The id of a goal, strategy, step or entry: a UUID made on the device that creates it. */
export type EntityId = Id<'entity'>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Whether `value` is a lower-case RFC 9562 UUID. Ids are compared as bytes, so only one spelling is accepted. */
export const isUuid = (value: string): boolean => uuid.test(value)
