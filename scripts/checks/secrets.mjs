import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configFile, none } from './tool.mjs'

export const name = 'secrets'
export const enforces = 'The browser builds hold no key, credential, token, address or path that belongs to a server.'

/** What of `patterns` occurs in `text`. */
export function findSecrets(text, patterns) {
  return patterns.filter(({ pattern }) => new RegExp(pattern).test(text)).map(({ what }) => what)
}

export async function run({ root, folders = ['packages/player/dist', 'packages/studio/dist'] }) {
  const { forbidden } = JSON.parse(readFileSync(configFile('browser-secrets.json'), 'utf8'))
  return none(folders.flatMap((folder) => secretsIn(root, folder, forbidden)))
}

function secretsIn(root, folder, forbidden) {
  const directory = join(root, folder)
  const files = existsSync(directory)
    ? readdirSync(directory, { recursive: true }).filter((f) => f.endsWith('.js'))
    : []
  if (files.length === 0) return [`${folder} has no script: build first.`]
  return files.flatMap((file) =>
    findSecrets(readFileSync(join(directory, file), 'utf8'), forbidden).map(
      (what) => `${folder}/${file} holds ${what}`,
    ),
  )
}
