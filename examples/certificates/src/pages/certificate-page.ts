import type { FoundCertificate } from '../certificate-store.js'
import { formatCode } from '../core/certificate-code.js'
import { writeDay } from './dates.js'
import { html } from './html.js'
import { page, type Site } from './layout.js'

/** The certificate as a page; printed, it is one sheet. */
export function certificatePage(site: Site, { certificate, record }: FoundCertificate): string {
  const { name, title, completedAt, withdrawnAt } = certificate
  const code = formatCode(certificate.code)
  const verify = `${site.path}/verify/${code}`
  return page(
    site,
    { title: `Certificate: ${title}`, kind: 'certificate' },
    html`<main>
      ${
        withdrawnAt !== null &&
        html`<p class="notice is-withdrawn" role="status">
          <strong>This certificate was withdrawn on ${writeDay(withdrawnAt)}.</strong> It no longer proves anything.
        </p>`
      }
      <article class="sheet${withdrawnAt === null ? '' : ' is-withdrawn'}" aria-labelledby="heading">
        <div class="frame">
          <img class="seal" src="${site.path}/seal.svg" alt="" width="88" height="88" />
          <p class="issuer">${site.issuer}</p>
          <h1 id="heading">Certificate of completion</h1>
          <p class="lead">This certifies that</p>
          <p class="name"><bdi>${name}</bdi></p>
          <p class="lead">has completed the ${record.of}</p>
          <p class="title"><bdi>${title}</bdi></p>
          <dl class="facts">
            <div>
              <dt>Completed</dt>
              <dd><time datetime="${completedAt}">${writeDay(completedAt)}</time></dd>
            </div>
            <div>
              <dt>Code</dt>
              <dd class="code">${code}</dd>
            </div>
            <div>
              <dt>Anybody can check it at</dt>
              <dd class="address">${site.url.replace(/^https?:\/\//, '')}/verify</dd>
            </div>
          </dl>
        </div>
      </article>
      <p class="actions">
        ${withdrawnAt === null && html`<a class="button" href="${site.path}/${code}.pdf">Download as PDF</a>`}
        <a class="button is-quiet" href="${verify}">Check this certificate</a>
      </p>
    </main>`,
  )
}
