/** What a signature of Standard Webhooks is over: id, seconds since 1970 and body, joined by full stops. */
export function toSignedContent(id: string, timestamp: number, body: string): string {
  return `${id}.${timestamp.toString()}.${body}`
}
