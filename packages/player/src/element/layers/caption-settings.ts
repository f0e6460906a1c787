import { registerTranslation } from '@enhancedhr/element-kit'
import { css, html, type TemplateResult } from 'lit'
import {
  CAPTION_COLORS,
  CAPTION_GROUNDS,
  CAPTION_POSITIONS,
  CAPTION_SIZES,
  readCaptionStyle,
  type CaptionStyle,
} from '../../core/playback/caption-style.js'
import { englishCaptionSettings } from '../../i18n/english-caption-settings.js'
import { formatScale } from '../../i18n/format-number.js'
import type { DialogContent } from './dialog-controller.js'
import { dialogFrame, dialogStyles } from './dialog-frame.js'
import type { DialogPorts } from './dialog-ports.js'

const NAMES = {
  color: { white: 'captionWhite', yellow: 'captionYellow', cyan: 'captionCyan', green: 'captionGreen' },
  ground: { half: 'captionTranslucent', solid: 'captionSolid', none: 'captionNoGround' },
  position: { bottom: 'captionBottom', top: 'captionTop' },
} as const

/** How captions look, as the learner sets it for this device; every change shows at once. */
export function captionSettings(ports: DialogPorts): DialogContent {
  const { localization, choices, addStyles } = ports
  registerTranslation(englishCaptionSettings)
  addStyles(dialogStyles, captionSettingsStyles)

  function change(part: Partial<CaptionStyle>): void {
    choices.change({ captionStyle: { ...readCaptionStyle(choices.read().captionStyle), ...part } })
    ports.captionsChanged()
    ports.requestUpdate()
  }

  function select<T extends number | string>(
    label: string,
    { values, chosen, isOff }: { readonly values: readonly T[]; readonly chosen: T; readonly isOff: boolean },
    nameOf: (value: T) => string,
    choose: (value: T) => void,
  ): TemplateResult {
    const chose = ({ target }: Event): void => {
      const value = values[(target as HTMLSelectElement).selectedIndex]
      if (value !== undefined) choose(value)
    }
    const option = (value: T): TemplateResult => html`<option .selected=${value === chosen}>${nameOf(value)}</option>`
    return html`<label class="setting">
      <span>${label}</span>
      <select ?disabled=${isOff} @change=${chose}>
        ${values.map(option)}
      </select>
    </label>`
  }

  function settings(): TemplateResult {
    const { native: isOff, size, color, ground, position } = readCaptionStyle(choices.read().captionStyle)
    const percent = (value: number): string => formatScale(value / 100, localization.language())
    return html`<div class="settings">
      ${select(localization.message('captionSize'), { values: CAPTION_SIZES, chosen: size, isOff }, percent, (value) =>
        change({ size: value }),
      )}
      ${select(
        localization.message('captionColor'),
        { values: CAPTION_COLORS, chosen: color, isOff },
        (value) => localization.message(NAMES.color[value]),
        (value) => change({ color: value }),
      )}
      ${select(
        localization.message('captionGround'),
        { values: CAPTION_GROUNDS, chosen: ground, isOff },
        (value) => localization.message(NAMES.ground[value]),
        (value) => change({ ground: value }),
      )}
      ${select(
        localization.message('captionPosition'),
        { values: CAPTION_POSITIONS, chosen: position, isOff },
        (value) => localization.message(NAMES.position[value]),
        (value) => change({ position: value }),
      )}
      <label class="setting-native">
        <input
          type="checkbox"
          .checked=${isOff}
          @change=${({ target }: Event) => change({ native: (target as HTMLInputElement).checked })}
        />
        <span>${localization.message('captionNative')}</span>
      </label>
    </div>`
  }

  return {
    render: (close) =>
      dialogFrame(
        { title: localization.message('captionSettings'), closeLabel: localization.message('close'), close },
        settings(),
      ),
  }
}

const captionSettingsStyles = css`
  .dialog:has(.settings) {
    width: min(22rem, 100%);
  }
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25rem;
    margin-top: 0.25rem;
  }
  .setting,
  .setting-native {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    min-height: 2.75rem;
  }
  .setting {
    justify-content: space-between;
  }
  .setting select {
    min-height: 2.25rem;
    min-width: 0;
    max-width: 60%;
    padding: 0.25rem 0.5rem;
    border: 1px solid rgb(255 255 255 / 40%);
    border-radius: 0.375rem;
    background: #1e2636;
    color: inherit;
    font: inherit;
  }
  .setting select:disabled {
    opacity: 0.55;
  }
  .setting-native input {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
  }
`
