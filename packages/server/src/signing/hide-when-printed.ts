/** By this name Node's `util.inspect`, and with it `console.log`, asks an object how it wants to be shown. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/**
 * Gives a copy whose value under `name` is read as before, and shows as `[hidden]` in `console.log`, `util.inspect` and JSON.
 *
 * Options with keys in them get printed while somebody looks for a mistake; the key must not be in that log.
 */
export function hideWhenPrinted<Value extends object>(value: Value, name: keyof Value): Value {
  const shown = () => ({ ...value, [name]: '[hidden]' })
  return Object.defineProperties({ ...value }, { toJSON: { value: shown }, [INSPECT]: { value: shown } })
}

/** The same for a list of secrets: it shows how many there are. */
export function hideAllWhenPrinted(secrets: readonly string[]): readonly string[] {
  const shown = () => secrets.map(() => '[hidden]')
  const hidden = { toJSON: { value: shown }, [INSPECT]: { value: shown } }
  return Object.defineProperties([...secrets], hidden)
}
