/** Every version of the element names itself, so that two on one page can be distinguished. */
export interface VersionedElementConstructor extends CustomElementConstructor {
  readonly version: string
}

/** Classes made for further tags. */
const made = new WeakSet<CustomElementConstructor>()

/**
 * Registers the element under a tag, unless the tag is taken: then the one that came first stays, with one warning that names
 * both versions where they differ in anything but that the same class was defined twice.
 *
 * A registry takes a class for one tag only, so each further tag gets a subclass.
 */
export function register(
  constructor: VersionedElementConstructor,
  tag: string,
  registry: CustomElementRegistry = customElements,
): void {
  const taken = registry.get(tag)
  if (!taken) return define(constructor, tag, registry)
  if (taken === constructor || (made.has(taken) && Object.getPrototypeOf(taken) === constructor)) return
  const version = 'version' in taken ? String(taken.version) : 'of unknown version'
  console.warn(`<${tag}> is already defined (${version}); version ${constructor.version} leaves it as it is.`)
}

function define(constructor: VersionedElementConstructor, tag: string, registry: CustomElementRegistry): void {
  try {
    registry.define(tag, constructor)
  } catch (error) {
    // Also thrown for an invalid tag, for which a subclass is refused as well, with the same error.
    if (!(error instanceof DOMException) || error.name !== 'NotSupportedError') throw error
    const further = class extends constructor {}
    made.add(further)
    registry.define(tag, further)
  }
}
