import type { Grant } from '@enhancedhr/protocol/wire'

/** What tokens are good for, in milliseconds from the moment they were asked for. */
export interface TokenTerms {
  readonly lifetime: number
  /** How long what is played counts. */
  readonly creditWindow: number
}

/** When tokens have to be seen to, in milliseconds of the monotonic clock. */
export interface TokenPlan {
  readonly lifetime: number
  readonly renewAt: number
  /** From here on an address may be refused. */
  readonly freshUntil: number
  readonly creditUntil: number
}

/** Renewed after this share of the lifetime: a third is left for a slow answer and for retries. */
const RENEW_AFTER = 2 / 3
/** Addresses are not used in the last 1.5 s of their life: tokens end on whole seconds, and a request travels. */
const FRESH_MARGIN_MS = 1_500
/** Playing ends this long before the credit window does (1 s): clocks of an hour differ by some tenths of a second. */
const CREDIT_MARGIN_MS = 1_000
/** No margin takes more than this share of what it is taken from. */
const MARGIN_SHARE = 1 / 10

/** Reads how long tokens live and how far ahead of now playing counts. */
export function toTerms(answer: Pick<Grant, 'playback' | 'credit_window'>): TokenTerms {
  return { lifetime: answer.playback.lifetime * 1000, creditWindow: answer.credit_window * 1000 }
}

/** Plans for tokens of these terms; `since`: when they were asked for. */
export function planTokens({ lifetime, creditWindow }: TokenTerms, since: number): TokenPlan {
  return {
    lifetime,
    renewAt: since + lifetime * RENEW_AFTER,
    freshUntil: since + lifetime - Math.min(FRESH_MARGIN_MS, lifetime * MARGIN_SHARE),
    creditUntil: since + creditWindow - Math.min(CREDIT_MARGIN_MS, creditWindow * MARGIN_SHARE),
  }
}
