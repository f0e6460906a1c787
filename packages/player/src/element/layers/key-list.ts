import { registerTranslation } from '@enhancedhr/element-kit'
import { css, html, type TemplateResult } from 'lit'
import { englishKeys } from '../../i18n/english-keys.js'
import type { Labels } from '../../i18n/messages.js'
import type { DialogContent } from './dialog-controller.js'
import { dialogFrame, dialogStyles } from './dialog-frame.js'
import type { DialogPorts } from './dialog-ports.js'

type Description = Extract<keyof Labels, 'captionSettings' | `key${string}`>

/** Names of keys that differ from one keyboard to another; the others are what is printed on them. */
const NAMES = { space: 'keySpace', home: 'keyHome', end: 'keyEnd' } as const

const KEYS: readonly (readonly [description: Description, ...keys: string[]])[] = [
  ['keyPlays', 'space', 'K'],
  ['keyGoesBack', '←', 'J'],
  ['keyGoesAhead', '→', 'L'],
  ['keySetsVolume', '↑', '↓'],
  ['keyMutes', 'M'],
  ['keyShowsCaptions', 'C'],
  ['captionSettings', '⇧', 'C'],
  ['keyGoesFullScreen', 'F'],
  ['keyFloats', 'P'],
  ['keySetsSpeed', '<', '>'],
  ['keyGoesByFrame', ',', '.'],
  ['keyGoesToShare', '0', '…', '9'],
  ['keyGoesToEnds', 'home', 'end'],
  ['keyOpensKeys', '?'],
]

/** The list of keys, in the learner's language. */
export function keyList({ localization, addStyles }: DialogPorts): DialogContent {
  registerTranslation(englishKeys)
  addStyles(dialogStyles, keyListStyles)
  const nameOf = (key: string): string =>
    key === 'space' || key === 'home' || key === 'end' ? localization.message(NAMES[key]) : key
  const row = ([description, ...keys]: (typeof KEYS)[number]): TemplateResult =>
    html`<div>
      <dt>${keys.map((key) => html`<kbd>${nameOf(key)}</kbd> `)}</dt>
      <dd>${localization.message(description)}</dd>
    </div>`
  return {
    render: (close) =>
      dialogFrame(
        { title: localization.message('keysTitle'), closeLabel: localization.message('close'), close },
        html`<dl class="keys">${KEYS.map(row)}</dl>`,
      ),
  }
}

const keyListStyles = css`
  .dialog:has(.keys) {
    width: min(42rem, 100%);
  }
  .keys {
    display: grid;
    grid-template-columns: max-content 1fr;
    align-items: baseline;
    gap: 0.5rem 0.75rem;
    margin: 0.5rem 0 0;
    font-size: 0.875rem;
    line-height: 1.35;
  }
  .keys div {
    display: contents;
  }
  @container (min-width: 40rem) {
    .keys {
      grid-template-columns: repeat(2, max-content 1fr);
    }
  }
  .keys dt {
    direction: ltr;
    white-space: nowrap;
  }
  .keys dd {
    margin: 0;
    padding-inline-end: 0.75rem;
    color: #c3cadb;
  }
  .keys kbd {
    display: inline-block;
    box-sizing: border-box;
    min-width: 1.625rem;
    padding: 0.0625rem 0.375rem;
    border: 1px solid rgb(255 255 255 / 28%);
    border-radius: 0.3125rem;
    background: rgb(255 255 255 / 8%);
    font: inherit;
    font-size: 0.8125rem;
    text-align: center;
  }
`
