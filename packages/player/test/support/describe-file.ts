/** What a page shares between test files: each has to give it back as it was. */
const { fetch, setTimeout, setInterval } = globalThis
const { error, warn } = console

/**
 * `describe` for one test file in a page of several (`scripts/config/browser-bundle.mjs` puts it in the place of mocha's): it
 * names the file, and the next one finds an empty page and empty storage.
 */
export function describeFile(file: string): (title: string, body: () => void) => void {
  let depth = 0
  return (title, body) => {
    const isOuter = depth === 0
    depth += 1
    if (isOuter) {
      describe(file, () => {
        after(() => leaveClean(file))
        describe(title, body)
      })
    } else describe(title, body)
    depth -= 1
  }
}

function leaveClean(file: string): void {
  for (const node of [...document.body.children]) if (node.localName !== 'script') node.remove()
  for (const element of [document.documentElement, document.body]) {
    for (const name of ['lang', 'dir', 'style', 'class']) element.removeAttribute(name)
  }
  localStorage.clear()
  sessionStorage.clear()
  scrollTo(0, 0)
  const isAsItWas =
    globalThis.fetch === fetch &&
    globalThis.setTimeout === setTimeout &&
    globalThis.setInterval === setInterval &&
    console.error === error &&
    console.warn === warn &&
    !Object.hasOwn(navigator, 'onLine')
  if (!isAsItWas) throw new Error(`${file} leaves a page in which a function of the browser is replaced.`)
}
