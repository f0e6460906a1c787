import type { MuxOptions, MuxSigningKey } from './options.js'
import { hideAllWhenPrinted, hideWhenPrinted } from '../signing/hide-when-printed.js'
import type { PlaybackTerms } from '../signing/playback-terms.js'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads what Mux needs from environment variables, the first two named as Mux's own SDK names them.
 *
 * `MUX_SIGNING_KEY` (a signing key's id) and `MUX_PRIVATE_KEY` (base64 of a PEM as Mux hands it out, or a PEM); a second
 * pair, `MUX_SIGNING_KEY_2` and `MUX_PRIVATE_KEY_2`, while keys are changed; for uploads `MUX_TOKEN_ID`, `MUX_TOKEN_SECRET` and
 * `MUX_WEBHOOK_SECRET` (several with commas between); `MUX_MAX_RESOLUTION`, `MUX_MIN_RESOLUTION`
 * and `MUX_PLAYBACK_RESTRICTION_ID`; for a stand-in `MUX_BASE_URL`, `MUX_STREAM_URL` and `MUX_IMAGE_URL`. An empty variable counts as
 * absent. Throws a `TypeError` that names every variable that is missing. A key does not show when the answer is printed.
 */
export function muxFromEnv(env: Environment): MuxOptions {
  const keys = [readKey(env, ''), readKey(env, '_2')]
  const missing = [...keys.flatMap((key) => key.missing), ...missingOfToken(env)]
  if (missing.length > 0) {
    throw new TypeError(
      `Expected ${missing.join(' and ')} in the environment, found nothing. ` +
        'Make a signing key in the Mux dashboard under Settings, and set its id and its private key; for uploads also an access token.',
    )
  }
  return {
    ...readToken(env),
    signingKeys: keys.flatMap(({ key }) => (key ? [hideWhenPrinted(key, 'privateKey')] : [])),
    ...taken({
      apiUrl: env['MUX_BASE_URL'],
      streamUrl: env['MUX_STREAM_URL'],
      imageUrl: env['MUX_IMAGE_URL'],
      // A value that is no resolution is refused with the other options, by name.
      maxResolution: env['MUX_MAX_RESOLUTION'] as PlaybackTerms['maxResolution'],
      minResolution: env['MUX_MIN_RESOLUTION'] as PlaybackTerms['minResolution'],
      playbackRestrictionId: env['MUX_PLAYBACK_RESTRICTION_ID'],
    }),
  }
}

/** Of an access token, both parts or none. */
function missingOfToken(env: Environment): readonly string[] {
  const names = ['MUX_TOKEN_ID', 'MUX_TOKEN_SECRET']
  const missing = names.filter((name) => !env[name])
  return missing.length === names.length ? [] : missing
}

/** What uploads need; a secret does not show when the options are printed. */
function readToken(env: Environment): Pick<MuxOptions, 'token' | 'webhookSecrets'> {
  const [id, secret] = [env['MUX_TOKEN_ID'], env['MUX_TOKEN_SECRET']]
  const secrets = (env['MUX_WEBHOOK_SECRET'] ?? '').split(',').map((text) => text.trim())
  const webhookSecrets = secrets.filter((text) => text !== '')
  return {
    ...(id && secret && { token: hideWhenPrinted({ id, secret }, 'secret') }),
    ...(webhookSecrets.length > 0 && { webhookSecrets: hideAllWhenPrinted(webhookSecrets) }),
  }
}

/** The first pair has to be there; of the second, both or none. */
function readKey(env: Environment, suffix: '' | '_2'): { missing: string[]; key?: MuxSigningKey } {
  const names = [`MUX_SIGNING_KEY${suffix}`, `MUX_PRIVATE_KEY${suffix}`] as const
  const [id, privateKey] = [env[names[0]], env[names[1]]]
  if (id && privateKey) return { missing: [], key: { id, privateKey } }
  if (suffix !== '' && !id && !privateKey) return { missing: [] }
  return { missing: names.filter((name) => !env[name]) }
}

function taken<Values extends object>(values: Values): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(set) as { [Name in keyof Values]?: NonNullable<Values[Name]> }
}
