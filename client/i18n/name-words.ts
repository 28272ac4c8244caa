/** Names by member id; undefined while they are on their way. */
export type Names = ReadonlyMap<string, string> | undefined

/** What somebody is called; nobody is named whom this reader does not see. */
export const nameOf = (names: Names, id: string | null): string => (id === null ? undefined : names?.get(id)) ?? 'somebody'
