import { PLAYER_VERSION } from '../version.js'

/** Every version of the element tells which it is, so that two on one page can be told apart. */
export interface VersionedElementConstructor extends CustomElementConstructor {
  readonly version: string
}

/**
 * Registers the element under a tag, unless the tag is taken: then the one that came first stays, with one warning that names
 * both versions where they differ in anything but that the same class was defined twice.
 */
export function register(
  constructor: VersionedElementConstructor,
  tag: string,
  registry: CustomElementRegistry = customElements,
): void {
  const taken = registry.get(tag)
  if (!taken) {
    registry.define(tag, constructor)
    return
  }
  if (taken === constructor) return
  const version = 'version' in taken ? String(taken.version) : 'of unknown version'
  console.warn(`<${tag}> is already defined (${version}); version ${PLAYER_VERSION} leaves it as it is.`)
}
