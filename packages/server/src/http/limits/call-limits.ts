import type { LearnerKey } from '../../core/records/learner-key.js'
import { BoundedMap } from './bounded-map.js'
import { limitKey } from './limit-key.js'
import { applyLimits, type CountedCall, type LimitPolicy, type RateLimiter } from './rate-limit.js'

/** What of the option `rateLimit` says how often. */
export interface LimitPoints {
  /** Grants a minute a learner. */
  readonly grants: number
  /** Renewals a token lifetime a session. */
  readonly renewals: number
  /** Batches a minute a session. */
  readonly reports: number
  /** Reads a minute a learner. */
  readonly reads: number
}

/**
 * Sessions at their limit that make a learner's limit of batches: four windows or devices that each report as often as
 * one may. A device that comes back with 64 sessions sends them in some ten batches.
 */
const REPORTING_SESSIONS = 4
/** Sessions at their limit that make a learner's limit of renewals: sixty tabs that each renew once a lifetime. */
const RENEWING_SESSIONS = 20
/** Sessions whose learner is remembered; some 5 MB. One that was forgotten counts for its learner alone. */
const MAX_SESSIONS = 20_000
const MINUTE = 60

/** How often what may be called: the one place that says under which keys a call is counted. */
export class CallLimits {
  readonly #limiter: RateLimiter
  readonly #policies: Readonly<Record<'grants' | 'reads' | LearnerPolicy | SessionPolicy, LimitPolicy>>
  /** Sessions that this process has seen to be somebody's, with the limit key of whose. */
  readonly #sessions = new BoundedMap<string>(MAX_SESSIONS)

  /** `lifetime`: seconds that a token is good for. */
  constructor(limiter: RateLimiter, { grants, renewals, reports, reads }: LimitPoints, lifetime: number) {
    const policy = (name: string, points: number, seconds: number) => ({ name, points, seconds })
    const lasting = Math.ceil(lifetime)
    this.#limiter = limiter
    this.#policies = {
      grants: policy('grants', grants, MINUTE),
      'learner-renewals': policy('learner-renewals', renewals * RENEWING_SESSIONS, lasting),
      renewals: policy('renewals', renewals, lasting),
      'learner-reports': policy('learner-reports', reports * REPORTING_SESSIONS, MINUTE),
      reports: policy('reports', reports, MINUTE),
      reads: policy('reads', reads, MINUTE),
    }
  }

  /** Counts a grant of the learner; gives the headers of the answer, or throws 429 `rate_limited`. */
  countGrant(learner: LearnerKey): Promise<Record<string, string>> {
    return applyLimits(this.#limiter, [{ policy: this.#policies.grants, key: learnerKey(learner) }])
  }

  /**
   * Counts a read of the learner.
   *
   * What `fromUnknownPage` sends is counted on its own, so that it cannot use up what the learner's own pages need.
   */
  countRead(learner: LearnerKey, fromUnknownPage: boolean): Promise<Record<string, string>> {
    const { tenantId, learnerId } = learner
    const key = fromUnknownPage ? limitKey(tenantId, learnerId, 'unknown page') : learnerKey(learner)
    return applyLimits(this.#limiter, [{ policy: this.#policies.reads, key }])
  }

  /** Counts a renewal of the learner, and of the session where it is known to be theirs. */
  countRenewal(learner: LearnerKey, sessionId: string): Promise<Record<string, string>> {
    return this.#count(learner, [sessionId], 'learner-renewals', 'renewals')
  }

  /** Counts a batch of the learner, and once of each session in it that is known to be theirs. */
  countReports(learner: LearnerKey, sessionIds: Iterable<string>): Promise<Record<string, string>> {
    return this.#count(learner, sessionIds, 'learner-reports', 'reports')
  }

  /** Remembers that a session is the learner's: from now on its calls count against it too. */
  learn(learner: LearnerKey, ...sessionIds: readonly string[]): void {
    const owner = learnerKey(learner)
    for (const sessionId of sessionIds) this.#sessions.set(sessionId, owner)
  }

  /** The learner comes first: an invented session costs its inventor, and nobody the memory of a key. */
  #count(
    learner: LearnerKey,
    sessionIds: Iterable<string>,
    ofLearner: LearnerPolicy,
    ofSession: SessionPolicy,
  ): Promise<Record<string, string>> {
    const owner = learnerKey(learner)
    const own = Array.from(sessionIds).filter((sessionId) => this.#sessions.get(sessionId) === owner)
    const sessions = own.map((sessionId): CountedCall => {
      return { policy: this.#policies[ofSession], key: limitKey(learner.tenantId, learner.learnerId, sessionId) }
    })
    return applyLimits(this.#limiter, [{ policy: this.#policies[ofLearner], key: owner }, ...sessions])
  }
}

type LearnerPolicy = 'learner-renewals' | 'learner-reports'
type SessionPolicy = 'renewals' | 'reports'

function learnerKey({ tenantId, learnerId }: LearnerKey): string {
  return limitKey(tenantId, learnerId)
}
