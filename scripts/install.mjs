import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly, step } from './progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'node_modules', '.cache', 'installed')
const onWindows = process.platform === 'win32'

function wanted() {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** A reason a person can act on, from what pnpm or npx printed. */
export function explain(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|network/i.test(output)) {
    return 'The npm registry cannot be reached. Check the network (or your npm proxy settings) and try again.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full.'
  if (/EACCES|EPERM/.test(output)) return 'This folder, or npm’s cache, may not be written by you.'
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output)) {
    return 'pnpm-lock.yaml does not match a package.json. Run `pnpm install` and keep the new lockfile.'
  }
  return 'Installing the packages failed; the lines above say why.'
}

/** The pnpm that package.json names: the one on the PATH when it is that one, otherwise npx fetches it. */
export async function pnpm(args, cwd = root) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const version = packageManager.split('@')[1].split('+')[0]
  // Without CI, pnpm asks before it replaces node_modules, and nobody may be there to answer.
  const options = { cwd, shell: onWindows, env: { CI: 'true' } }
  const present = await runQuietly('pnpm', ['--version'], options)
  if (present.code === 0 && present.output.trim() === version) return runQuietly('pnpm', args, options)
  return runQuietly('npx', ['--yes', `pnpm@${version}`, ...args], options)
}

/** Installs from the lockfile when node_modules is missing or the lockfile has changed since. */
export async function install() {
  const now = wanted()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  await step('Installing packages', async () => {
    const { code, output } = await pnpm(['install', '--frozen-lockfile'])
    if (code !== 0) {
      process.stderr.write(output)
      throw new Error(explain(output))
    }
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, now)
  })
}
