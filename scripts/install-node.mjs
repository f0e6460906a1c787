import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explain } from './install.mjs'
import { runQuietly, step } from './progress.mjs'
import { isAtLeast } from './require-node.mjs'

const onWindows = process.platform === 'win32'

/** The greatest of some versions ("22.9.0" is less than "22.23.3"). */
export function newest(versions) {
  return versions.reduce((best, version) => (isAtLeast(version, best) ? version : best))
}

async function npm(args) {
  const { code, stdout, output } = await runQuietly('npm', args, { shell: onWindows })
  if (code === 0) return stdout
  process.stderr.write(output)
  throw new Error(explain(output))
}

/**
 * Installs the newest Node that the npm package `node` has of a version (24, 22.12, 20.19.0), below `folder`, and
 * answers its program and version. That package only fetches another when it is installed, with the program for one system and one
 * processor; here that one is asked for by its name, so that nothing runs while it is installed.
 */
export function installNode(wanted, folder) {
  return step(`Installing the newest Node ${wanted}`, async () => {
    const versions = JSON.parse(await npm(['view', `node@${wanted}`, 'version', '--json']))
    const version = newest([versions].flat())
    const system = onWindows ? 'win' : process.platform
    const name = `node-${system}-${process.arch}`
    const prefix = mkdtempSync(join(folder, 'node-'))
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save']
    await npm(['install', '--prefix', prefix, ...quiet, `${name}@${version}`])
    const installed = join(prefix, 'node_modules', name)
    const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    return { program: join(installed, bin.node), version }
  })
}
