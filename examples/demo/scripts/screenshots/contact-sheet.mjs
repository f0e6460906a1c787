import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)

/** Writes one page that shows all pictures of a folder, a row for each state, a column for each look. */
export function writeContactSheet(folder, shots) {
  const names = [...new Set(shots.map(({ state }) => state))]
  const rows = names.map((name) => {
    const figures = shots
      .filter(({ state }) => state === name)
      .map(
        ({ look, file, width, failure }) =>
          `<figure>${failure ? `<pre>${escape(failure)}</pre>` : `<a href="${file}"><img src="${file}" width="${width}" alt="" loading="lazy" /></a>`}
          <figcaption>${escape(look)}</figcaption></figure>`,
      )
    return `<section><h2>${escape(name)}</h2><div>${figures.join('\n')}</div></section>`
  })
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Every state of the player</title>
    <style>
      body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; background: #e9ebf0; color: #1b2233; }
      section > div { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: start; }
      figure { margin: 0; }
      img { display: block; height: auto; max-width: min(100%, 640px); box-shadow: 0 0 0 1px #0003; }
      pre { max-width: 30rem; white-space: pre-wrap; color: #a3180c; }
      h2 { margin-block: 2.5rem 0.75rem; font-size: 1.125rem; }
    </style>
  </head>
  <body>
    <h1>Every state of the player</h1>
    ${rows.join('\n')}
  </body>
</html>
`,
  )
}
