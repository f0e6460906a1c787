import { registerTranslation } from '@enhancedhr/element-kit'
import { ownValue, toMilliseconds } from '@enhancedhr/protocol'
import { html, nothing, svg, type TemplateResult } from 'lit'
import { openStretches, type OpenStretch } from '../../core/gaps/open-stretches.js'
import { stillMissing, type WatchedLesson } from '../../core/gaps/still-missing.js'
import { allowSeek, readSeekPolicy } from '../../core/playback/seek-policy.js'
import { englishWhatCounts } from '../../i18n/english-what-counts.js'
import { formatDuration } from '../../i18n/format-duration.js'
import { formatPercent } from '../../i18n/format-number.js'
import { explainLesson, type LessonExplanation } from '../../lesson/explain-lesson.js'
import type { DialogContent } from './dialog-controller.js'
import { dialogFrame, dialogStyles } from './dialog-frame.js'
import type { LayerContext } from './layer-context.js'
import { watchedLesson } from './watched-lesson.js'
import { whatCountsStyles } from './what-counts-styles.js'

const MET = svg`<circle cx="12" cy="12" r="9.25" /><path d="m7.75 12.25 3 3 5.5-6" />`
const OPEN = svg`<circle cx="12" cy="12" r="9.25" />`
/** More stretches are no help to anybody. */
const MOST = 50

/** The list of what counts of a lesson, what does not and why, with a way to each. */
export class WhatCounts implements DialogContent {
  readonly #context: LayerContext
  #explanation: LessonExplanation | 'failed' | null = null

  constructor(context: LayerContext) {
    registerTranslation(englishWhatCounts)
    context.styles.add(dialogStyles, whatCountsStyles)
    this.#context = context
    void this.#ask()
  }

  render(close: () => void): TemplateResult {
    const { localization } = this.#context
    const lesson = watchedLesson(this.#context)
    return dialogFrame(
      { title: localization.message('whatCounts'), closeLabel: localization.message('close'), close },
      html`${lesson ? html`${this.#share(lesson)}${this.#requirements(lesson)}${this.#stretches(lesson, close)}` : nothing}`,
    )
  }

  async #ask(): Promise<void> {
    const { session, element } = this.#context
    try {
      this.#explanation = await explainLesson(() => session.explained)
    } catch {
      this.#explanation = 'failed'
    }
    element.requestUpdate()
  }

  #share(lesson: WatchedLesson): TemplateResult {
    const { localization } = this.#context
    const { open } = stillMissing(lesson)
    const missing = open.reduce((sum, [from, to]) => sum + to - from, 0)
    const share = lesson.duration > 0 ? 1 - missing / lesson.duration : 0
    const percent = formatPercent(share, localization.language())
    return html`<p class="counts-share">${localization.formatter('shareWatched')(percent)}</p>
      <svg class="counts-map" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        ${open.map(
          ([from, to]) =>
            svg`<rect x=${(1000 * from) / lesson.duration} width=${(1000 * (to - from)) / lesson.duration} height="10" />`,
        )}
      </svg>`
  }

  #requirements({ rule }: WatchedLesson): TemplateResult | typeof nothing {
    const { localization, session } = this.#context
    const lang = localization.language()
    const words: Readonly<Record<string, string>> = {
      threshold: localization.formatter('requirementTime')(formatPercent((rule.thresholdPerMille ?? 0) / 1000, lang)),
      required_segments: localization.message('requirementParts'),
      quiz: localization.message('requirementQuiz'),
    }
    const known = session.progress.current?.requirements.filter(({ kind }) => Object.hasOwn(words, kind)) ?? []
    const isEither = rule.mode === 'any' && known.filter(({ kind }) => kind !== 'quiz').length > 1
    return html`${isEither ? html`<p class="counts-either">${localization.message('oneIsEnough')}</p>` : nothing}
      <ul class="counts-list">
        ${known.map(
          ({ kind, met }) =>
            html`<li class=${met ? 'met' : ''}>
              <svg viewBox="0 0 24 24" aria-hidden="true">${met ? MET : OPEN}</svg>
              <span>${ownValue(words, kind)}</span>
              <span class="unseen">${localization.message(met ? 'requirementMet' : 'requirementOpen')}</span>
            </li>`,
        )}
      </ul>`
  }

  #stretches(lesson: WatchedLesson, close: () => void): TemplateResult {
    const { localization } = this.#context
    const explanation = this.#explanation
    if (explanation === null) return html`<p class="counts-note" role="status">${localization.message('checking')}</p>`
    const uncredited = explanation === 'failed' ? [] : explanation.uncredited.map(toUncredited)
    const found = openStretches(stillMissing(lesson).open, uncredited).slice(0, MOST)
    const vain = found.filter(({ reason }) => reason !== null)
    const rest = found.filter(({ reason }) => reason === null)
    return html`${
      explanation === 'failed'
        ? html`<p class="counts-note" role="status">
            ${localization.message('checkFailed')}
            <button class="counts-again" type="button" @click=${this.#askAgain}>
              ${localization.message('retry')}
            </button>
          </p>`
        : vain.length === 0
          ? html`<p class="counts-note" role="status">${localization.message('everythingCounts')}</p>`
          : this.#list(localization.message('notCounted'), vain, lesson, close)
    }
    ${rest.length > 0 ? this.#list(localization.message('notWatched'), rest, lesson, close) : nothing}`
  }

  #list(heading: string, stretches: readonly OpenStretch[], lesson: WatchedLesson, close: () => void): TemplateResult {
    const { localization } = this.#context
    const reasons = localization.message('reasons')
    return html`<h3>${heading}</h3>
      <ul class="counts-list">
        ${stretches.map(({ from, to, reason }) => {
          const at = formatDuration(from / 1000)
          const words = localization.formatter('stretch')(at, formatDuration(to / 1000))
          return html`<li>
            <span class="counts-stretch"
              ><span class="counts-time">${words}</span>
              ${reason === null ? nothing : html`<span class="counts-reason">${ownValue<string>(reasons, reason) ?? reasons.other}</span>`}</span
            >
            ${
              this.#isReachable(lesson, from)
                ? html`<button class="counts-go" type="button" @click=${() => this.#go(from, close)}>
                    ${localization.message('goThere')} <span class="unseen">${at}</span>
                  </button>`
                : html`<span class="counts-reason">${localization.message('notReachable')}</span>`
            }
          </li>`
        })}
      </ul>`
  }

  #isReachable({ watched }: WatchedLesson, to: number): boolean {
    const { element, session } = this.#context
    const policy = readSeekPolicy(session.grant?.lesson.seek_policy ?? 'free')
    return allowSeek(policy, watched, toMilliseconds(element.currentTime), to) === to
  }

  #go(to: number, close: () => void): void {
    const { element } = this.#context
    close()
    element.currentTime = to / 1000
    element.play().catch(() => undefined)
  }

  readonly #askAgain = (): void => {
    this.#explanation = null
    this.#context.element.requestUpdate()
    void this.#ask()
  }
}

function toUncredited({ from, to, reason }: LessonExplanation['uncredited'][number]) {
  return { from: toMilliseconds(from), to: toMilliseconds(to), reason }
}
