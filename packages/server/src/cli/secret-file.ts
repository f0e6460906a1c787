import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const OWNER_ONLY = 0o600

/**
 * Refuses, before anything is made, a file in which secrets would be doubled or published: one that has such a line, or that version control
 * keeps or would take up.
 */
export function requireSecretFile(file: string, names: readonly string[]): void {
  const taken = existsSync(file)
    ? names.filter((name) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`, 'm').test(readFileSync(file, 'utf8')))
    : []
  if (taken.length > 0) throw new TypeError(`The file has a line ${taken.join(' and ')} already: nothing was made.`)
  if (isUnderVersionControl(resolve(file))) {
    throw new TypeError(
      'The file is under version control, or would be with the next change: nothing was made. Ignore it there first.',
    )
  }
}

/** Adds lines to a file that only its owner may read. */
export function writeSecrets(file: string, lines: readonly string[]): void {
  const isWhole = !existsSync(file) || /(^|\n)$/.test(readFileSync(file, 'utf8'))
  appendFileSync(file, `${isWhole ? '' : '\n'}${lines.join('\n')}\n`, { mode: OWNER_ONLY })
  chmodSync(file, OWNER_ONLY)
}

function isUnderVersionControl(file: string): boolean {
  const cwd = dirname(file)
  if (git(cwd, ['rev-parse', '--is-inside-work-tree']) !== 'ok') return hasRepository(cwd)
  return git(cwd, ['ls-files', '--error-unmatch', file]) === 'ok' || git(cwd, ['check-ignore', '-q', file]) !== 'ok'
}

function git(cwd: string, args: readonly string[]): 'ok' | 'failed' {
  try {
    execFileSync('git', [...args], { cwd, stdio: 'ignore' })
    return 'ok'
  } catch {
    return 'failed'
  }
}

/** Where git itself cannot be asked, a repository around the file is enough to refuse it. */
function hasRepository(directory: string): boolean {
  if (existsSync(resolve(directory, '.git'))) return true
  const above = dirname(directory)
  return above !== directory && hasRepository(above)
}
