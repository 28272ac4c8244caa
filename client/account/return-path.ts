/** Where to go after signing in: a page of this app only, never another site. */
export function returnPath(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? ''
  const isOurs = to.startsWith('/') && URL.canParse(to, location.origin) && new URL(to, location.origin).origin === location.origin
  return isOurs ? to : '/today'
}
