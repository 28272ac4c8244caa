/** The sign-in page that leads back to where we are. */
export const signInPath = (): string =>
  `/sign-in?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`
