import { html, type Html } from './html.js'

/** Where the pages are, and who issues certificates. */
export interface Site {
  /** Path under which everything is, without a slash at the end: `/certificates`, or nothing. */
  readonly path: string
  /** The whole address, without a slash at the end. */
  readonly url: string
  readonly issuer: string
}

/** A whole page around its content. */
export function page(
  { path, issuer }: Site,
  { title, kind }: { title: string; kind: 'certificate' | 'verify' },
  content: Html,
): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${issuer}</title>
        <link rel="icon" type="image/svg+xml" href="${path}/seal.svg" />
        <link rel="stylesheet" href="${path}/page.css" />
        <link rel="stylesheet" href="${path}/${kind}.css" />
      </head>
      <body class="is-${kind}">
        ${content}
      </body>
    </html> `.text
}
