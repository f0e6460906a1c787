import type { FoundCertificate } from '../certificate-store.js'
import { formatCode } from '../core/certificate-code.js'
import { writeDay } from './dates.js'
import { html, type Html } from './html.js'
import { page, type Site } from './layout.js'

/** What somebody who checks a code is answered. */
export type Verification =
  | { readonly outcome: 'asks' }
  | { readonly outcome: 'unreadable' | 'unknown'; readonly typed: string }
  | { readonly outcome: 'found'; readonly found: FoundCertificate }

/** The page on which anybody checks a code: who, what, when, whether it was withdrawn, and nothing else. */
export function verifyPage(site: Site, verification: Verification): string {
  const typed =
    verification.outcome === 'found'
      ? formatCode(verification.found.certificate.code)
      : 'typed' in verification
        ? verification.typed
        : ''
  const isWrong = verification.outcome === 'unreadable' || verification.outcome === 'unknown'
  return page(
    site,
    { title: 'Check a certificate', kind: 'verify' },
    html`<main>
      <header>
        <img class="seal" src="${site.path}/seal.svg" alt="" width="56" height="56" />
        <p class="issuer">${site.issuer}</p>
        <h1>Check a certificate</h1>
      </header>
      ${answer(verification)}
      <form action="${site.path}/verify" method="get">
        <label for="code">${verification.outcome === 'found' ? 'Another code' : 'Code of the certificate'}</label>
        <div class="field">
          <input
            id="code"
            name="code"
            value="${verification.outcome === 'found' ? '' : typed}"
            placeholder="7K3M-9QXA-2BCD-5EFG"
            maxlength="64"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            required
            aria-describedby="hint${isWrong ? ' answer' : ''}"
            ${isWrong && html`aria-invalid="true"`}
          />
          <button class="button">Check</button>
        </div>
        <p id="hint" class="hint">16 letters and digits. Spaces, dashes and small letters make no difference.</p>
      </form>
    </main>`,
  )
}

function answer(verification: Verification): Html | null {
  if (verification.outcome === 'asks') return null
  if (verification.outcome === 'unreadable') {
    return html`<p id="answer" class="notice is-unknown" role="status">
      <strong>That is no code.</strong> A code has 16 letters and digits, and never the letter U.
    </p>`
  }
  if (verification.outcome !== 'found') {
    return html`<p id="answer" class="notice is-unknown" role="status">
      <strong>There is no certificate with this code.</strong> Look at it again, letter by letter.
    </p>`
  }
  const { certificate, record } = verification.found
  const { withdrawnAt } = certificate
  return html`<section class="result ${withdrawnAt === null ? 'is-valid' : 'is-withdrawn'}" aria-labelledby="result">
    <h2 id="result">
      ${withdrawnAt === null ? 'This certificate is valid' : `This certificate was withdrawn on ${writeDay(withdrawnAt)}`}
    </h2>
    <dl>
      <div>
        <dt>Name</dt>
        <dd><bdi>${certificate.name}</bdi></dd>
      </div>
      <div>
        <dt>${record.of === 'lesson' ? 'Lesson' : 'Course'}</dt>
        <dd><bdi>${certificate.title}</bdi></dd>
      </div>
      <div>
        <dt>Completed</dt>
        <dd><time datetime="${certificate.completedAt}">${writeDay(certificate.completedAt)}</time></dd>
      </div>
      <div>
        <dt>Code</dt>
        <dd class="code">${formatCode(certificate.code)}</dd>
      </div>
    </dl>
  </section>`
}
