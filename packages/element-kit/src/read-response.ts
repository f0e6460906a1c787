import { readAnswer, type ApiResult, type Expected } from '@enhancedhr/protocol/answers'

/** Reads a response to its end and decides who answered. */
export async function readResponse<T>(response: Response, expected: Expected<T>): Promise<ApiResult<T>> {
  // Also where nobody wants the text: the keepalive budget of the page counts until a body was read.
  const text = await response.text()
  const { status, headers } = response
  return readAnswer(
    { status, contentType: headers.get('content-type'), text, retryAfter: retryAfterOf(headers) },
    expected,
  )
}

/** Seconds to wait, from seconds or an HTTP date; a date is measured against the server's own where it is readable. */
export function retryAfterOf(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(value)) return Number(value)
  // Only a date as HTTP writes it: browsers also make one out of `-1`.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d/.test(value)) return null
  const until = Date.parse(value)
  if (Number.isNaN(until)) return null
  const sent = Date.parse(headers.get('date') ?? '')
  return Math.max(0, (until - (Number.isNaN(sent) ? Date.now() : sent)) / 1000)
}
