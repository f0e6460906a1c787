import { isPublicAddress } from './network-address.js'

/** The most characters of an address. */
const MAX_URL = 2_000

/**
 * Says why an address cannot be an endpoint's, or gives `null` where it can.
 *
 * `allowPrivate`: also takes `http:`, and addresses that are not on the public internet. A name is looked up when something is sent.
 */
export function complainAboutUrl(text: unknown, allowPrivate: boolean): string | null {
  if (typeof text !== 'string' || text.length > MAX_URL || !URL.canParse(text))
    return `a URL of at most ${MAX_URL.toString()} characters`
  const url = new URL(text)
  const schemes = allowPrivate ? ['https:', 'http:'] : ['https:']
  if (!schemes.includes(url.protocol)) return allowPrivate ? 'an http or https URL' : 'an https URL'
  if (url.username !== '' || url.password !== '') return 'a URL without user and password'
  if (url.hash !== '') return 'a URL without a fragment'
  if (!allowPrivate && isLocalName(url.hostname)) return 'a URL on the public internet'
  return null
}

function isLocalName(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '')
  if (/^[\d.]+$/.test(address) || address.includes(':')) return !isPublicAddress(address)
  return /(^|\.)localhost\.?$/.test(address)
}
