import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from '../progress.mjs'

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** A file of the repository's own configuration: a fixture is held to the same one. */
export const configFile = (name) => join(repository, 'scripts', 'config', name)

/**
 * Where a tool may keep what it has found for files that have not changed; `null`: nowhere, because a fixture is looked at afresh, and
 * so is everything in CI.
 */
export function cacheFile(root, name) {
  const isOwn = existsSync(join(root, 'node_modules')) && process.env.CI !== 'true'
  return isOwn ? join(root, 'node_modules', '.cache', 'checks', name) : null
}

/** Runs an installed tool in `root` and answers its exit code and what it printed. */
export function runTool(file, args, root, env = {}) {
  return runQuietly(process.execPath, [join(repository, 'node_modules', file), ...args], {
    cwd: root,
    env: { NO_COLOR: '1', FORCE_COLOR: '0', ...env },
  })
}

/** The answer of a check whose tool prints its own sentences. */
export function verdict({ code, output }) {
  const messages = code === 0 ? [] : [output.trim() || `The tool ended with ${code} and said nothing.`]
  return { ok: code === 0, messages }
}

/** The answer of a check that has collected messages. */
export const none = (messages) => ({ ok: messages.length === 0, messages })
