import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { listFiles } from './files.mjs'
import { none } from './tool.mjs'

export const name = 'links'
export const enforces =
  'Every relative link and anchor in the Markdown files, and every docs page a comment names, exists.'

/** A heading's anchor as GitHub makes it. */
function anchor(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replace(/ /g, '-')
}

function anchors(text) {
  const found = [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) => anchor(heading))
  return new Set([...found, ...[...text.matchAll(/(?:id|name)="([^"]+)"/g)].map(([, id]) => id)])
}

export async function run({ root }) {
  const messages = []
  for (const file of listFiles(root)) {
    if (file.endsWith('.md')) messages.push(...brokenLinks(root, file))
    else if (/\.(ts|mjs|cjs|js)$/.test(file) && !file.startsWith('scripts/test/'))
      messages.push(...missingPages(root, file))
  }
  return none(messages)
}

function brokenLinks(root, file) {
  const text = readFileSync(join(root, file), 'utf8').replace(/```[\s\S]*?```/g, '')
  return [...text.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)|(?:src|href)="([^"]+)"/g)].flatMap(([, inText, inTag]) => {
    const link = inText ?? inTag
    if (/^[a-z]+:/.test(link)) return []
    const [path, fragment] = link.split('#')
    const target = path ? normalize(join(dirname(file), decodeURI(path))) : file
    if (!existsSync(join(root, target))) return [`${file} links to ${link}, which does not exist.`]
    if (!fragment || !target.endsWith('.md')) return []
    return anchors(readFileSync(join(root, target), 'utf8')).has(fragment)
      ? []
      : [`${file} links to ${link}, and there is no such heading.`]
  })
}

function missingPages(root, file) {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/\bdocs\/[\w/-]+\.md\b/g)]
    .filter(([page]) => !existsSync(join(root, page)))
    .map(([page]) => `${file} names ${page}, which does not exist.`)
}
