/** How long an own device may open its copies without hearing from the server. Apart from the schemas, which no page needs. */
export const deviceLeaseDays = 14
