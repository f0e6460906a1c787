import type { MuxOptions } from './options.js'

/**
 * Reads Mux's signing key from environment variables, named as Mux's own SDK names them.
 *
 * `MUX_SIGNING_KEY` (its id) and `MUX_PRIVATE_KEY` (base64 of a PEM as Mux hands it out, or a PEM); for a stand-in
 * `MUX_STREAM_URL` and `MUX_IMAGE_URL`. Throws a `TypeError` that names every variable that is missing.
 */
export function muxFromEnv(env: Readonly<Record<string, string | undefined>>): MuxOptions {
  const { MUX_SIGNING_KEY: id, MUX_PRIVATE_KEY: privateKey, MUX_STREAM_URL: streamUrl, MUX_IMAGE_URL: imageUrl } = env
  if (!id || !privateKey) {
    const missing = [id ? '' : 'MUX_SIGNING_KEY', privateKey ? '' : 'MUX_PRIVATE_KEY'].filter(Boolean)
    throw new TypeError(
      `Expected ${missing.join(' and ')} in the environment, found nothing. ` +
        'Make a signing key in the Mux dashboard under Settings, and set its id and its private key.',
    )
  }
  return { signingKeys: [{ id, privateKey }], ...(streamUrl && { streamUrl }), ...(imageUrl && { imageUrl }) }
}
