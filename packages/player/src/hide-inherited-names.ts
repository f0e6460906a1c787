/**
 * Makes what a page has added to every object or array invisible to `for … in`, with one warning for each name.
 *
 * Old libraries add methods to `Object.prototype`, and then every loop over the names of an object finds them too. Code that this
 * player is built on breaks there. The methods themselves stay as they are.
 */
export function hideInheritedNames(): void {
  for (const prototype of [Object.prototype, Array.prototype]) {
    for (const name of Object.keys(prototype)) {
      try {
        Object.defineProperty(prototype, name, { enumerable: false })
      } catch {
        // It may not be changed: what breaks by it breaks.
        continue
      }
      console.warn(`${prototype.constructor.name}.prototype.${name} is now hidden from loops over names.`)
    }
  }
}
