import { fileURLToPath } from 'node:url'

/** The folder of a fixture, for a check to run in as if it were the repository. */
export const fixture = (path) => fileURLToPath(new URL(`fixtures/${path}`, import.meta.url))

/** Runs one real check, with its real configuration, and answers its verdict and everything it said. */
export async function runCheck(name, path, options = {}) {
  const check = await import(`../checks/${name}.mjs`)
  const { ok, messages } = await check.run({ root: fixture(path), ...options })
  return { ok, text: messages.join('\n') }
}
