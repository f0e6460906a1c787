import { createHmac } from 'node:crypto'

/** The header `mux-signature` for a body: `t=<Unix seconds>,v1=<HMAC-SHA-256 of "t.body" in hex>`. */
export function signatureHeader(body: string, secret: string, seconds: number): string {
  const t = Math.floor(seconds).toString()
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}
