import { readFileSync } from 'node:fs'

/** Whether `version` ("20.19.0") is at least `needed`. */
export function isAtLeast(version, needed) {
  const a = version.split('.').map(Number)
  const b = needed.split('.').map(Number)
  for (let i = 0; i < 3; i += 1) {
    if (a[i] !== b[i]) return a[i] > b[i]
  }
  return true
}

/** Ends the process with a sentence when this Node is too old. Written for a Node that is. */
export function requireNode() {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const needed = manifest.engines.node.replace('>=', '')
  if (isAtLeast(process.versions.node, needed)) return
  console.error(`This needs Node ${needed} or later; this is ${process.versions.node}. See https://nodejs.org.`)
  process.exit(1)
}
