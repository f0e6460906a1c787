import type { Localization } from '@enhancedhr/element-kit'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { percentSent } from '../core/upload/announce.js'
import { secondsLeft } from '../core/upload/pieces.js'
import { isEnd, type UploadState } from '../core/upload/upload-state.js'
import { formatBytes, formatPercent, formatTimeLeft } from '../i18n/format.js'
import type { UploadMessages } from '../i18n/messages.js'
import { phaseText, reasonText, refusalText } from './upload-text.js'

/** What a person can do with an upload. */
export interface UploadActions {
  open(): void
  pause(): void
  resume(): void
  cancel(): void
  reset(): void
  replace(): void
  signIn(): void
}

export interface UploadShown {
  readonly state: UploadState
  readonly words: Localization<UploadMessages>
  readonly maxSize: number | null
  readonly actions: UploadActions
}

const ARROW = svg`<path d="M12 16V4M7 9l5-5 5 5M4 16v3a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-3" />`

/** Draws an upload: a place for a file, its progress, or what became of it. */
export function uploadView(shown: UploadShown): TemplateResult {
  const { state, words, actions } = shown
  const refusal = refusalText(state, words)
  return html`${state.phase === 'idle' ? place(shown) : isEnd(state.phase) || state.phase === 'held' ? outcome(shown) : progress(shown)}
  ${refusal === null ? nothing : html`<p class="bad" part="message" role="alert">${refusal}</p>`}
  ${
    state.signedOut
      ? html`<div class="row" part="message">
          <p class="bad" role="alert">${words.message('uploadSignedOut')}</p>
          <button type="button" part="button" @click=${actions.signIn}>${words.message('uploadSignIn')}</button>
        </div>`
      : nothing
  }`
}

function place({ words, maxSize, actions }: UploadShown): TemplateResult {
  return html`<div class="drop" part="drop">
    <svg viewBox="0 0 24 24" aria-hidden="true">${ARROW}</svg>
    <slot><p>${words.message('uploadPrompt')}</p></slot>
    <button type="button" class="primary choose" part="button" @click=${actions.open}>
      ${words.message('uploadChoose')}
    </button>
    ${
      maxSize === null
        ? nothing
        : html`<p class="quiet">${words.formatter('uploadLimit')(formatBytes(maxSize, words.language()))}</p>`
    }
  </div>`
}

function progress({ state, words, actions }: UploadShown): TemplateResult {
  const { phase, file, sent, hasFile } = state
  const lang = words.language()
  const left = secondsLeft(state)
  const percent = percentSent(state)
  const isCounted = phase !== 'processing' && phase !== 'checking' && phase !== 'creating'
  const waitsForFile = phase === 'paused' && !hasFile
  return html`<div class="status" part="status">
      ${file && !waitsForFile ? html`<p class="name"><bdi>${file.name}</bdi></p>` : nothing}
      <p>${phaseText(state, words)}</p>
      <div
        class=${isCounted ? 'bar' : 'bar busy'}
        part="bar"
        role="progressbar"
        aria-label=${words.message('uploadRegion')}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${isCounted ? percent : nothing}
        aria-valuetext=${isCounted ? words.formatter('uploadPercent')(formatPercent(percent, lang)) : nothing}
      >
        <div style="inline-size:${percent.toString()}%"></div>
      </div>
      ${
        isCounted && file
          ? html`<p class="numbers quiet">
              <span>${words.formatter('uploadProgress')(formatBytes(sent, lang), formatBytes(file.size, lang))}</span>
              <span>${left === null ? nothing : words.formatter('uploadTimeLeft')(formatTimeLeft(left, lang))}</span>
            </p>`
          : nothing
      }
    </div>
    <div class="row">
      ${waitsForFile ? button(words.message('uploadChooseSame'), actions.open, 'primary choose') : nothing}
      ${phase === 'uploading' || phase === 'offline' ? button(words.message('uploadPause'), actions.pause) : nothing}
      ${phase === 'paused' && hasFile ? button(words.message('uploadResume'), actions.resume, 'primary') : nothing}
      ${button(words.message('uploadCancel'), actions.cancel, 'plain')}
    </div>`
}

/** What became of it, and what can be done now. */
function outcome({ state, words, actions }: UploadShown): TemplateResult {
  const { phase, video, reason, hasFile } = state
  const isReady = phase === 'ready'
  const poster = isReady || phase === 'held' ? (video?.poster ?? null) : null
  const why = reasonText(state, words)
  const mayTakeOver = phase === 'failed' && reason === 'upload_in_progress' && hasFile
  return html`<div class=${poster === null ? 'done' : 'done pictured'}>
    ${poster === null ? nothing : html`<img class="still" part="still" src=${poster} alt="" @error=${hide} />`}
    <div class="status" part="status">
      <p class="name">${phaseText(state, words)}</p>
      ${why === null ? nothing : html`<p part="message">${why}</p>`}
      <slot name=${isReady ? 'ready' : 'failed'}></slot>
      <div class="row">
        ${mayTakeOver ? button(words.message('uploadTakeOver'), actions.replace, 'primary') : nothing}
        ${
          isReady || phase === 'held'
            ? button(words.message('uploadReplaceVideo'), actions.open, 'choose')
            : button(words.message('uploadStartOver'), actions.reset, mayTakeOver ? '' : 'primary')
        }
        ${phase === 'held' ? button(words.message('uploadCancel'), actions.cancel, 'plain') : nothing}
      </div>
    </div>
  </div>`
}

/** A still that cannot be loaded would be a broken picture. */
function hide({ target }: Event): void {
  ;(target as HTMLElement).hidden = true
}

function button(name: string, press: () => void, kind = ''): TemplateResult {
  return html`<button type="button" class=${kind} part="button" @click=${press}>${name}</button>`
}
