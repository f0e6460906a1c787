/**
 * Whether an import failed because nothing on the page says where Mux Player, or the Media Chrome in it, is. Every browser then names the specifier, and
 * an address that could not be fetched in full.
 */
export function isUnresolved(error: unknown): boolean {
  const message: unknown = Reflect.get(Object(error), 'message')
  return /["'“‘`](@mux\/mux-player|media-chrome\/[^"'”’`]+)["'”’`]/.test(String(message))
}
