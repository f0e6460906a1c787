import type { EventOverview, SentDelivery } from '../event-overview.js'

/** What the page of the events says, in one language. */
export interface EventMessages {
  readonly title: string
  readonly skip: string
  readonly intro: string
  readonly back: string
  readonly receiver: string
  readonly sendTest: string
  readonly latest: string
  readonly live: string
  readonly lost: string
  readonly none: string
  readonly arrived: (type: string) => string
  readonly revision: (revision: number) => string
  readonly attempts: (count: number) => string
  readonly nextTry: (time: string) => string
  readonly states: Readonly<Record<SentDelivery['state'] | EventOverview['endpoints'][number]['state'], string>>
  readonly notSent: string
  readonly sendAgain: string
  readonly sendAgainOf: (type: string) => string
}
