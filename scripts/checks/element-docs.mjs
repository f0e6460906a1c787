import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { configFile, none, runTool } from './tool.mjs'

export const name = 'element-docs'
export const enforces =
  'The page of an element in docs/ describes every attribute, event, slot, part and CSS property that the element’s own comments declare, ' +
  'and no `ehr-…` event or property that no element has.'

/** Each element and its page. */
const PAGES = {
  'ehr-lesson-player': 'docs/player.md',
  'ehr-lesson-transcript': 'docs/transcript.md',
  'ehr-lesson-uploader': 'docs/studio.md',
  'ehr-lesson-settings': 'docs/studio.md',
}

/** What the custom elements manifest says of the elements, by tag: kind → names. */
async function declared(root) {
  const folder = mkdtempSync(join(tmpdir(), 'ehr-manifest-'))
  try {
    const cem = '@custom-elements-manifest/analyzer/cem.js'
    const args = ['analyze', '--quiet', '--config', relative(root, configFile('custom-elements-manifest.config.mjs'))]
    const { output } = await runTool(cem, [...args, '--outdir', relative(root, folder)], root)
    const file = join(folder, 'custom-elements.json')
    if (!existsSync(file)) throw new Error(`The analyzer wrote no manifest: ${output}`)
    const elements = JSON.parse(readFileSync(file, 'utf8')).modules.flatMap(({ declarations }) => declarations ?? [])
    const of = (tag, kind) =>
      elements.filter(({ tagName }) => tagName === tag).flatMap((element) => element[kind] ?? [])
    const names = (tag, kind) => [...new Set(of(tag, kind).map((item) => item.name))]
    const tags = new Set(elements.map(({ tagName }) => tagName).filter((tag) => tag in PAGES))
    return new Map(
      [...tags].map((tag) => [
        tag,
        {
          attribute: names(tag, 'attributes'),
          event: names(tag, 'events'),
          slot: names(tag, 'slots').filter(Boolean),
          part: names(tag, 'cssParts'),
          'CSS property': names(tag, 'cssProperties'),
        },
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function run({ root }) {
  const elements = await declared(root)
  const main = 'ehr-lesson-player'
  if (!elements.has(main))
    return none([`No class with \`@tag ${main}\` in its comment was found in packages/player/src.`])
  const kinds = [...elements.values()]
  const own = new Set([
    ...kinds.flatMap((each) => [...each.event, ...each['CSS property']]),
    ...[...elements.keys()].flatMap((tag) => [tag, `${tag}.js`]),
  ])
  return none([...elements].flatMap(([tag, declaration]) => compare(root, PAGES[tag], declaration, own)))
}

/** What the page lacks of the element, and what it names that there is not. */
function compare(root, page, kinds, own) {
  if (!existsSync(join(root, page))) return [`${page} does not exist.`]
  // In a table a union of values follows the name in the same pair of backticks: `loading="lazy"`.
  const text = readFileSync(join(root, page), 'utf8')
  const described = new Set([...text.matchAll(/`([^`\s="(:]+)[^`]*`/g)].map(([, word]) => word))
  const missing = Object.entries(kinds).flatMap(([kind, names]) =>
    names.filter((item) => !described.has(item)).map((item) => `${page} does not describe the ${kind} \`${item}\`.`),
  )
  const unknown = [...described].filter((word) => /^(--)?ehr-[a-z-]+$/.test(word) && !own.has(word))
  return [...missing, ...unknown.map((word) => `${page} names \`${word}\`, which the element does not declare.`)]
}
