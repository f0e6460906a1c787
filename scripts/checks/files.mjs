import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/**
 * The files a check looks at, relative to `root`, with forward slashes. In the repository these are the files git
 * knows or would take, without the fixtures that checks must refuse; in a fixture, which has no git, all of them.
 */
export function listFiles(root) {
  if (!existsSync(join(root, '.git'))) {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((file) => !file.split('/').includes('node_modules'))
      .sort()
  }
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((file) => file && !file.startsWith('scripts/test/fixtures/') && existsSync(join(root, file)))
    .sort()
}
