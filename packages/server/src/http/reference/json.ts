/** A JSON object on its way into the reference. */
export type Json = Readonly<Record<string, unknown>>
