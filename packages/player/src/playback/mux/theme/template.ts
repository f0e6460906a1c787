import { icons, type Icon } from './icons.js'

type Attributes = Readonly<Record<string, string>>

/** What most controls do while there is nothing to play. */
const DISABLED = { disabled: '{{disabled}}', 'aria-disabled': '{{disabled}}' }
const SVG = 'http://www.w3.org/2000/svg'

/**
 * Makes the template of the theme: every control for every size, of which the style sheet shows those that fit.
 *
 * Nothing in it is conditional, because Media Chrome would make such nodes again at every breakpoint, and what hangs on them would be
 * lost. Its nodes belong to the template's own document, in which no element is alive before it is drawn. `data-label` names the text of the
 * controls that is ours, and what a menu is called; `id` an action.
 */
export function createThemeTemplate(page: Document): HTMLTemplateElement {
  const template = page.createElement('template')
  const inert = template.content.ownerDocument

  function make(tag: string, attributes: Attributes, ...children: (Node | string)[]): HTMLElement {
    const element = inert.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.append(...children)
    return element
  }

  function icon(name: Icon, slot: string = name): Node {
    const svg = inert.createElementNS(SVG, 'svg')
    const attributes = { viewBox: '0 0 24 24', 'aria-hidden': 'true', slot }
    for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value)
    for (const [index, shape] of icons[name].split('|').entries()) {
      if (shape === '') continue
      const path = inert.createElementNS(SVG, 'path')
      path.setAttribute('d', shape)
      if (index === 0) path.setAttribute('class', 'solid')
      svg.append(path)
    }
    return svg
  }

  const label = (name: string, tag = 'span', attributes: Attributes = {}) =>
    make(tag, { 'data-label': name, ...attributes })

  const button = (name: string, part: string, attributes: Attributes, ...children: Node[]) =>
    make(`media-${name}-button`, { part: `bottom ${part} button`, ...DISABLED, ...attributes }, ...children)

  const menu = (labelName: string, name: string, part: string, attributes: Attributes = {}, ...children: Node[]) =>
    make(
      `media-${name}-menu`,
      {
        ...{
          hidden: '',
          anchor: 'auto',
          part: `bottom ${part} menu`,
          exportparts: 'menu-item',
          'data-label': labelName,
        },
        ...DISABLED,
        ...attributes,
      },
      ...children,
    )

  /** A menu in the menu of settings; its heading leads back. */
  const setting = (labelName: string, name: string, part: string, itemClass: string, attributes: Attributes = {}) => {
    const heading = make(
      'button',
      { slot: 'header', part: 'back button', role: 'menuitem' },
      icon('back', ''),
      label(labelName),
    )
    const submenu = menu(labelName, name, part, { slot: 'submenu', ...attributes }, heading)
    submenu.removeAttribute('anchor')
    return make(
      'media-settings-menu-item',
      { part: `${part} menu-item`, class: itemClass },
      label(labelName),
      icon('onward', 'suffix'),
      submenu,
    )
  }

  const action = (id: string, itemClass = '') =>
    make('media-chrome-menu-item', { id, invoketarget: id, part: 'menu-item', class: itemClass }, label(id))

  const rates = { rates: '{{playbackrates}}' }
  const range = make(
    'media-time-range',
    { part: 'bottom time range', ...DISABLED },
    make('div', { slot: 'thumb', part: 'map' }),
    make('div', { slot: 'thumb', part: 'thumb' }),
    make('media-preview-thumbnail', { slot: 'preview' }),
    make('media-preview-chapter-display', { slot: 'preview' }),
    make('media-preview-time-display', { slot: 'preview' }),
    make('span', { slot: 'preview', part: 'stretch', class: 'stretch' }),
    make('div', { slot: 'preview', part: 'arrow' }),
  )
  const bar = make(
    'media-control-bar',
    { part: 'control-bar bottom', class: 'bar' },
    button('play', 'play', {}, icon('play'), icon('pause')),
    button('seek-backward', 'seek-backward', { seekoffset: '{{backwardseekoffset}}' }, icon('backward', 'icon')),
    button('seek-forward', 'seek-forward', { seekoffset: '{{forwardseekoffset}}' }, icon('forward', 'icon')),
    button('mute', 'mute', { class: 'ms' }, icon('off'), icon('low'), icon('low', 'medium'), icon('high')),
    make('media-volume-range', { part: 'bottom volume range', class: 'md fine', ...DISABLED }),
    make('media-time-display', {
      part: 'bottom time display',
      class: 'md',
      remaining: '{{defaultshowremainingtime}}',
      showduration: '{{!hideduration}}',
      ...DISABLED,
    }),
    make('div', { class: 'spacer' }),
    button('playback-rate-menu', 'playback-rate', { class: 'sm' }),
    menu('speed', 'playback-rate', 'playback-rate', rates),
    button('captions-menu', 'captions', { class: 'sm' }, icon('captionsOn', 'on'), icon('captions', 'off')),
    menu('captions', 'captions', 'captions'),
    button('audio-track-menu', 'audio-track', { class: 'md' }, icon('audio', 'icon')),
    menu('audio', 'audio-track', 'audio-track'),
    button('settings-menu', 'settings', {}, icon('settings', 'icon')),
    menu(
      'settings',
      'settings',
      'settings',
      {},
      setting('speed', 'playback-rate', 'playback-rate', 'xs', rates),
      setting('captions', 'captions', 'captions', 'xs'),
      setting('quality', 'rendition', 'rendition', ''),
      setting('chapters', 'chrome', 'chapters', 'chaptered'),
      action('what-counts'),
      action('caption-settings'),
      action('transcript', 'captioned'),
      action('keys', 'fine'),
    ),
    button('airplay', 'airplay', { class: 'md' }, icon('airplay', 'icon')),
    button('cast', 'cast', { class: 'md' }, icon('cast', 'icon')),
    button('pip', 'pip', { class: 'md fine' }, icon('pip', 'icon')),
    button('fullscreen', 'fullscreen', {}, icon('enter'), icon('exit')),
  )
  const controller = make(
    'media-controller',
    {
      part: 'controller',
      // Without it, Media Chrome makes the picture itself a stop of the Tab key. `create-theme` takes it away once that is over.
      tabindex: '',
      breakpoints: 'sm:308 ms:352 md:480 lg:960 xl:1440',
      defaultstreamtype: "{{defaultstreamtype ?? 'on-demand'}}",
      gesturesdisabled: '{{disabled}}',
      hotkeys: '{{hotkeys}}',
      nohotkeys: '{{nohotkeys}}',
      novolumepref: '{{novolumepref}}',
      defaultsubtitles: '{{defaultsubtitles}}',
      defaultduration: '{{defaultduration ?? false}}',
      keyboardforwardseekoffset: '{{forwardseekoffset}}',
      keyboardbackwardseekoffset: '{{backwardseekoffset}}',
      exportparts: 'layer, media-layer, poster-layer, vertical-layer, centered-layer, gesture-layer',
    },
    make('slot', { name: 'media', slot: 'media' }),
    make('slot', { name: 'poster', slot: 'poster' }),
    make('media-loading-indicator', { slot: 'centered-chrome', noautohide: '' }),
    make(
      'div',
      { slot: 'centered-chrome', class: 'center' },
      make('media-play-button', { part: 'center play button pre-play', ...DISABLED }, icon('play'), icon('pause')),
    ),
    make('div', { part: 'top', slot: 'top-chrome', class: 'top' }),
    make('div', { part: 'captions', class: 'captions', noautohide: '', 'aria-hidden': 'true' }),
    make('div', { part: 'bottom', class: 'bottom' }, range, bar),
    make('slot', {}),
  )
  template.content.append(controller)
  return template
}
