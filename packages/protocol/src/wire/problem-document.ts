import * as z from 'zod/mini'

/** An `application/problem+json` answer (RFC 9457) of the handler. */
export const problemDocumentSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  retryable: z.boolean(),
  request_id: z.string(),
  /** What is wrong where: JSON pointers into the request body. */
  errors: z.optional(z.array(z.looseObject({ pointer: z.string(), detail: z.string() }))),
  /** Seconds; the same number as the `Retry-After` header. */
  retry_after: z.optional(z.number()),
})
export type ProblemDocument = z.infer<typeof problemDocumentSchema>
