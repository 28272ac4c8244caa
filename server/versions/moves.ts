/**
 * The items that moved in a list: those that were given another key, where the order of what is in both lists is another.
 * What is left, without them, stands in its old order.
 */
export function moved(before: readonly string[], after: readonly string[], hasNewKey: (id: string) => boolean): string[] {
  const [was, is] = [before.filter((id) => after.includes(id)), after.filter((id) => before.includes(id))]
  return was.every((id, place) => is[place] === id) ? [] : is.filter(hasNewKey)
}
