import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explain, pnpm } from '../install.mjs'
import { runQuietly } from '../progress.mjs'
import { none } from './tool.mjs'

export const name = 'packed-server'
export const enforces =
  '`npm i @enhancedhr/server`, from the packed files into an empty folder, brings at most 20 MB and 12 packages.'

/** The packages under `node_modules` and the bytes of their files. */
export function measure(folder) {
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'))
  const packages = Object.keys(lock.packages).filter((path) => path && existsSync(join(folder, path)))
  const bytes = readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
  return { packages: packages.map((path) => path.replace(/^.*node_modules\//, '')), bytes }
}

/** Packs the packages and installs them into an empty folder; what was installed, or what went wrong in words. */
export async function install(root, folders) {
  const folder = mkdtempSync(join(tmpdir(), 'ehr-install-'))
  try {
    for (const source of folders) {
      const pack = await pnpm(['pack', '--pack-destination', folder], join(root, source))
      if (pack.code !== 0) return { error: `${source} cannot be packed: ${pack.output.trim()}` }
    }
    writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "version": "1.0.0", "private": true }')
    const tarballs = readdirSync(folder).filter((file) => file.endsWith('.tgz'))
    const args = ['install', '--no-audit', '--no-fund', '--prefer-offline', ...tarballs.map((file) => `./${file}`)]
    const npm = await runQuietly('npm', args, { cwd: folder, shell: process.platform === 'win32' })
    if (npm.code !== 0) return { error: `${npm.output.trim()}\n${explain(npm.output)}` }
    return measure(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What is over the limits, in words. */
export function judge({ packages, bytes }, { megabytes = 20, packages: most = 12 } = {}) {
  const size = `${packages.length} packages and ${(bytes / 1_000_000).toFixed(1)} MB`
  const fits = packages.length <= most && bytes <= megabytes * 1_000_000
  const over = `It brings ${size}; the limits are ${most} and ${megabytes} MB: ${packages.join(', ')}.`
  return { size, messages: fits ? [] : [over] }
}

export async function run({ root, report }) {
  const installed = await install(root, ['packages/protocol', 'packages/server'])
  if (installed.error) return none([installed.error])
  const { size, messages } = judge(installed)
  report?.(size)
  return none(messages)
}
