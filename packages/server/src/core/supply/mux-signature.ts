/** Seconds by which the clock of the sender may differ, in both directions. */
const TOLERANCE_SECONDS = 300
/** More are not looked at: while a secret is changed there are two. */
const MAX_SIGNATURES = 8

/** What the header `mux-signature` says. */
export interface MuxSignature {
  /** Seconds since 1970, as the sender wrote them: they are a part of what is signed. */
  readonly timestamp: string
  /** HMAC-SHA256, each 64 hexadecimal digits. */
  readonly signatures: readonly string[]
}

/** Reads `t=…,v1=…`: spaces, other members, several `v1` and any order are taken; `null` without a time or a signature. */
export function readMuxSignature(header: string | null): MuxSignature | null {
  const members = (header ?? '').split(',').map((member) => {
    const [name = '', value = ''] = member.split('=', 2)
    return { name: name.trim(), value: value.trim() }
  })
  const times = members.filter(({ name, value }) => name === 't' && /^\d{1,12}$/.test(value))
  const signatures = members
    .filter(({ name, value }) => name === 'v1' && /^[\da-f]{64}$/i.test(value))
    .map(({ value }) => value.toLowerCase())
    .slice(0, MAX_SIGNATURES)
  // Two times would leave open which one is signed.
  if (times.length !== 1 || signatures.length === 0) return null
  return { timestamp: times[0]!.value, signatures }
}

/** Whether a signature was made about now; `now`: milliseconds since 1970. An old or a future one may be somebody's copy. */
export function isFreshSignature({ timestamp }: MuxSignature, now: number): boolean {
  return Math.abs(now / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS
}

/** What is signed: the time, a full stop, and the bytes of the body. */
export function toMuxSignedContent({ timestamp }: MuxSignature, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const prefix = Uint8Array.from(`${timestamp}.`, (character) => character.charCodeAt(0))
  const content = new Uint8Array(prefix.length + body.length)
  content.set(prefix)
  content.set(body, prefix.length)
  return content
}
