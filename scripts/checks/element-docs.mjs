import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { configFile, none, runTool } from './tool.mjs'

export const name = 'element-docs'
export const enforces =
  'docs/player.md describes every attribute, event, slot, part and CSS property that the element’s own comments declare, ' +
  'and no `ehr-…` event or property that they do not.'

/** What the custom elements manifest says of the one element: kind → names. */
async function declared(root) {
  const folder = mkdtempSync(join(tmpdir(), 'ehr-manifest-'))
  try {
    const cem = '@custom-elements-manifest/analyzer/cem.js'
    const args = ['analyze', '--quiet', '--config', relative(root, configFile('custom-elements-manifest.config.mjs'))]
    const { output } = await runTool(cem, [...args, '--outdir', relative(root, folder)], root)
    const file = join(folder, 'custom-elements.json')
    if (!existsSync(file)) throw new Error(`The analyzer wrote no manifest: ${output}`)
    const elements = JSON.parse(readFileSync(file, 'utf8'))
      .modules.flatMap(({ declarations }) => declarations ?? [])
      .filter(({ tagName }) => tagName === 'ehr-lesson-player')
    const names = (kind) => [...new Set(elements.flatMap((element) => element[kind] ?? []).map((item) => item.name))]
    return {
      found: elements.length > 0,
      attribute: names('attributes'),
      event: names('events'),
      slot: names('slots').filter(Boolean),
      part: names('cssParts'),
      'CSS property': names('cssProperties'),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function run({ root }) {
  const page = join(root, 'docs/player.md')
  if (!existsSync(page)) return none(['docs/player.md does not exist.'])
  const text = readFileSync(page, 'utf8')
  const { found, ...kinds } = await declared(root)
  if (!found) return none(['No class with `@tag ehr-lesson-player` in its comment was found in packages/player/src.'])

  // In a table a union of values follows the name in the same pair of backticks: `loading="lazy"`.
  const described = new Set([...text.matchAll(/`([^`\s="(:]+)[^`]*`/g)].map(([, word]) => word))
  const messages = Object.entries(kinds).flatMap(([kind, names]) =>
    names
      .filter((item) => !described.has(item))
      .map((item) => `docs/player.md does not describe the ${kind} \`${item}\`.`),
  )
  const own = [...kinds.event, ...kinds['CSS property'], 'ehr-lesson-player', 'ehr-lesson-player.js']
  for (const word of described) {
    if (/^(--)?ehr-[a-z-]+$/.test(word) && !own.includes(word)) {
      messages.push(`docs/player.md names \`${word}\`, which the element does not declare.`)
    }
  }
  return none(messages)
}
