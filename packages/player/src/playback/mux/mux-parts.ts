/** The parts of the watched map, which a host knows by names that begin with `map-`. */
const MAP_PARTS = ['counted', 'pending', 'required', 'chapter', 'stretch'] as const

/** The parts of our theme that no other theme has. */
export const OWN_PARTS = ['map', ...MAP_PARTS, 'settings'] as const

/**
 * The parts of the controls as a host may style them: a value for `exportparts`. Those of Mux Player (`names`, as it lists them itself) have
 * `mux-` before their name.
 */
export function exportedParts(names: string): string {
  const ofMuxPlayer = [...names.split(/\s*,\s*/), 'settings', 'video'].map((part) => `${part}: mux-${part}`)
  return [...ofMuxPlayer, 'map', ...MAP_PARTS.map((part) => `${part}: map-${part}`)].join(', ')
}
