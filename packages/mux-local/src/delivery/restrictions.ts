import type { RestrictionRecord } from '../model/state.js'

/** What Mux calls high risk is not public; these download instead of playing. */
const HIGH_RISK =
  /\b(curl|wget|python-requests|python-urllib|go-http-client|yt-dlp|youtube-dl|lavf|ffmpeg|aria2|okhttp)\b/i

function domainAllowed(domain: string, allowed: readonly string[]): boolean {
  return allowed.some((each) => {
    const wanted = each.toLowerCase()
    if (wanted === '*') return true
    if (wanted.startsWith('*.')) return domain.endsWith(wanted.slice(1))
    return domain === wanted
  })
}

function hostOf(referrer: string): string | undefined {
  try {
    return new URL(referrer).hostname.toLowerCase()
  } catch {
    return undefined
  }
}

/** Why a playback restriction refuses these headers, or `undefined` where it lets them pass. */
export function refusedBy(restriction: RestrictionRecord, headers: Headers): string | undefined {
  const { referrer, userAgent } = restriction
  const referer = headers.get('referer') ?? ''
  const host = hostOf(referer)
  if (host === undefined) {
    if (!referrer.allowNoReferrer) return 'The playback restriction asks for a referrer'
  } else if (!domainAllowed(host, referrer.allowedDomains)) {
    return 'The playback restriction does not allow this referrer'
  }
  const agent = headers.get('user-agent') ?? ''
  if (agent === '') return userAgent.allowNoUserAgent ? undefined : 'The playback restriction asks for a user agent'
  if (HIGH_RISK.test(agent) && !userAgent.allowHighRiskUserAgent)
    return 'The playback restriction does not allow this user agent'
  return undefined
}
