import type { Finding } from './diagnose.js'

/** What the doctor saw of Mux, and of what the database says about it. */
export interface MuxFacts {
  readonly token: 'absent' | 'refused' | 'unreachable' | 'works'
  /** `unknown`: Mux does not have it; `unread`: Mux could not be asked. */
  readonly signingKey: 'absent' | 'unknown' | 'known' | 'unread'
  /** The webhook for the handler's address; `null`: nobody said what that is. */
  readonly webhook: WebhookFacts | null
  /** The playback restriction of the environment; `null`: it names no restriction. */
  readonly restriction: 'known' | 'unknown' | null
  /** Assets of lessons that anybody can play who knows a playback ID. */
  readonly publicAssets: number
  /** Assets that carry an id of ours, and of which the database does not know. */
  readonly orphans: number
  /** Videos that lessons of several tenants have. */
  readonly doubles: number
}

export interface WebhookFacts {
  readonly isRegistered: boolean
  /** What became of an event that the doctor signed and sent to the handler itself. */
  readonly trial: 'taken' | 'refused' | 'unreachable' | 'no_secret'
}

const count = (number: number, one: string, many: string) => `${number.toString()} ${number === 1 ? one : many}`

/** Says what of Mux would get in the way, and how to fix it; empty where all is well. */
export function diagnoseMux(facts: MuxFacts): readonly Finding[] {
  return [...ofToken(facts), ...ofSigningKey(facts), ...ofWebhook(facts.webhook), ...ofVideos(facts)]
}

function ofToken({ token }: MuxFacts): Finding[] {
  const fix =
    'Make an access token in the Mux dashboard under Settings, with the permissions to read and write video and system.'
  switch (token) {
    case 'absent':
      return [
        {
          level: 'note',
          what: 'There is no access token of Mux, so there are no uploads.',
          fix: `${fix} Set MUX_TOKEN_ID and MUX_TOKEN_SECRET.`,
        },
      ]
    case 'refused':
      return [{ level: 'error', what: 'Mux does not take the access token.', fix }]
    case 'unreachable':
      return [
        {
          level: 'error',
          what: 'Mux does not answer.',
          fix: 'Look at MUX_BASE_URL, and whether this machine may reach api.mux.com.',
        },
      ]
    default:
      return []
  }
}

function ofSigningKey({ signingKey }: MuxFacts): Finding[] {
  if (signingKey === 'absent') {
    return [
      {
        level: 'error',
        what: 'There is no signing key, so nothing can be played.',
        fix: 'Set MUX_SIGNING_KEY and MUX_PRIVATE_KEY, or let `ehr-lessons doctor --fix` make a key.',
      },
    ]
  }
  if (signingKey !== 'unknown') return []
  const fix = 'It is of another environment, or was deleted. Take key and token of one environment.'
  return [{ level: 'error', what: 'Mux does not know the signing key, so no token of it is taken.', fix }]
}

function ofWebhook(webhook: WebhookFacts | null): Finding[] {
  if (webhook === null) return []
  const found: Finding[] = []
  if (!webhook.isRegistered) {
    found.push({
      level: 'warning',
      what: 'Mux sends no webhooks to this handler: an upload is noticed after minutes instead of at once.',
      fix: 'Add one in the Mux dashboard, or let `ehr-lessons doctor --fix` make it.',
    })
  }
  if (webhook.trial === 'no_secret') {
    const fix = 'Set MUX_WEBHOOK_SECRET to what Mux shows for the webhook.'
    found.push({ level: 'warning', what: 'There is no secret of a webhook, so the handler takes none.', fix })
  }
  if (webhook.trial === 'refused') {
    found.push({
      level: 'error',
      what: 'The handler refused an event that was signed with MUX_WEBHOOK_SECRET.',
      fix: 'Start it with the same secret and with the option `uploads`, and let no body parser take the bytes of its requests.',
    })
  }
  if (webhook.trial === 'unreachable') {
    const fix = 'Look at --public-url: it ends before /v1/.'
    found.push({ level: 'error', what: 'No handler answers at the public address.', fix })
  }
  return found
}

function ofVideos({ restriction, publicAssets, orphans, doubles }: MuxFacts): Finding[] {
  const found: Finding[] = []
  if (restriction === 'unknown') {
    const fix = 'Set MUX_PLAYBACK_RESTRICTION_ID to one of this environment, or leave it out.'
    found.push({ level: 'error', what: 'Mux does not know the playback restriction, so it plays nothing.', fix })
  }
  if (publicAssets > 0) {
    found.push({
      level: 'error',
      what: `${count(publicAssets, 'video of a lesson plays', 'videos of lessons play')} without a token, for anybody who knows a playback ID.`,
      fix: 'Delete their playback IDs with the policy `public` in the Mux dashboard.',
    })
  }
  if (orphans > 0) {
    const fix = 'The handler binds or deletes them within a day, where `uploads` is on.'
    found.push({
      level: 'note',
      what: `${count(orphans, 'video', 'videos')} at Mux came of uploads, and no lesson knows.`,
      fix,
    })
  }
  if (doubles > 0) {
    found.push({
      level: 'warning',
      what: `${count(doubles, 'video is', 'videos are')} in lessons of several tenants.`,
      fix: 'Give each tenant a separate copy. They go on playing; nobody else can be given them.',
    })
  }
  return found
}
