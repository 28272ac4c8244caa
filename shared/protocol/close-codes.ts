/**
 * WebSocket close codes. 44xx is permanent: a stock y-websocket client stops and shows why. 45xx asks it to try again
 * (y-websocket 3.1, `shouldReconnect`). The numbers per error are in `shared/errors.ts`.
 */
export const closeCodes = {
  signedOut: 4401,
  notAllowed: 4403,
  gone: 4404,
  refusedUpdate: 4409,
  tooLarge: 4413,
  clientTooOld: 4426,
  internal: 4500,
  restarting: 4503,
  slowReader: 4508,
  tooFast: 4529,
} as const

/** Whether a close with this code is final, so that reconnecting cannot help. */
export const isPermanentClose = (code: number): boolean => code >= 4400 && code < 4500
