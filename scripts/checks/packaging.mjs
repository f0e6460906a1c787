import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pnpm } from '../install.mjs'
import { none, runTool } from './tool.mjs'

export const name = 'packaging'
export const enforces =
  'What would be published resolves: publint finds nothing to say, and every entry has its types for ESM (attw).'

const published = ['protocol', 'element-kit', 'pglite-dump', 'player', 'studio', 'server', 'mux-local'].map(
  (name) => `packages/${name}`,
)

export async function run({ root, folders = published }) {
  const messages = []
  for (const folder of folders) {
    const packed = mkdtempSync(join(tmpdir(), 'ehr-pack-'))
    try {
      const pack = await pnpm(['pack', '--pack-destination', packed], join(root, folder))
      const tarball = readdirSync(packed).find((file) => file.endsWith('.tgz'))
      if (!tarball) {
        messages.push(`${folder} cannot be packed: ${pack.output.trim()}`)
        continue
      }
      const lint = await runTool('publint/src/cli.js', ['run', '--strict', join(packed, tarball)], root)
      if (lint.code !== 0) messages.push(`${folder}: ${lint.output.trim()}`)
      // Some entries of the player are scripts for a page, with nothing to import and so no types.
      const { exports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
      const scripts = ['./package.json', ...Object.keys(exports).filter((entry) => /^\.\/ehr-.*\.js$/.test(entry))]
      const args = [join(packed, tarball), '--profile', 'esm-only', '--no-emoji', '--no-color', '--format', 'ascii']
      const types = await runTool(
        '@arethetypeswrong/cli/dist/index.js',
        [...args, '--exclude-entrypoints', ...scripts],
        root,
      )
      if (types.code !== 0) messages.push(`${folder}: ${types.output.trim()}`)
    } finally {
      rmSync(packed, { recursive: true, force: true })
    }
  }
  return none(messages)
}
