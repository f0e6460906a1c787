/** The drawings of the sample course. Each fills an 800 × 800 box and moves by the classes defined in `slides.mjs`. */

const ink = '#1b2233'
const cream = '#fbf6ee'
const coral = '#f0533a'
const amber = '#ffb238'
const red = '#d93a2b'

const flame = (x, y, s, extra = '') => `<g transform="translate(${x} ${y}) scale(${s})"><g class="flicker" ${extra}>
  <path d="M0-150C20-100 95-70 95 25A95 95 0 0 1-95 25C-95-20-60-45-52-92C-30-78-20-60-18-40C4-70 8-110 0-150Z" fill="${coral}"/>
  <path d="M6-60C18-30 58-12 58 42A58 58 0 0 1-58 42C-58 10-34-6-28-34C-14-22-8-14-6 0C4-18 8-40 6-60Z" fill="${amber}"/>
  <path d="M2 10C10 28 28 38 28 66A28 28 0 0 1-28 66C-28 46-6 36 2 10Z" fill="#ffe7a8"/></g></g>`

const extinguisher = (x, y, s, band = cream, hose = true) => `<g transform="translate(${x} ${y}) scale(${s})">
  ${hose ? `<path d="M40-205C150-215 165-120 150 10" fill="none" stroke="${ink}" stroke-width="20" stroke-linecap="round"/><path d="M134 0h34l12 66h-58z" fill="${ink}"/>` : ''}
  <rect x="-26" y="-222" width="52" height="60" rx="10" fill="${ink}"/>
  <path d="M-96-262 L70-226" stroke="${ink}" stroke-width="24" stroke-linecap="round"/>
  <path d="M-92-214 L30-204" stroke="${ink}" stroke-width="22" stroke-linecap="round"/>
  <circle cx="-34" cy="-192" r="22" fill="${cream}" stroke="${ink}" stroke-width="9"/>
  <path d="M-34-192l10-9" stroke="${red}" stroke-width="6" stroke-linecap="round"/>
  <path d="M-92-70C-92-132-52-160 0-160S92-132 92-70V170a34 34 0 0 1-34 34H-58a34 34 0 0 1-34-34Z" fill="${red}"/>
  <path d="M52-140C78-128 92-104 92-70V170a34 34 0 0 1-34 34H40Z" fill="#b92b1f"/>
  <rect x="-92" y="-52" width="184" height="54" fill="${band}"/>
  <rect x="-58" y="34" width="116" height="116" rx="14" fill="${cream}"/>
  <path d="M-34 68h68M-34 94h68M-34 120h40" stroke="${ink}" stroke-width="10" stroke-linecap="round" opacity=".55"/></g>`

const person = (x, y, s, colour, cls = '') => `<g transform="translate(${x} ${y}) scale(${s})"><g class="${cls}">
  <circle cx="0" cy="-110" r="44" fill="${colour}"/><path d="M-70 70V10a70 70 0 0 1 140 0V70a16 16 0 0 1-16 16H-54a16 16 0 0 1-16-16Z" fill="${colour}"/></g></g>`

const runner = (
  colour,
) => `<g fill="none" stroke="${colour}" stroke-width="46" stroke-linecap="round" stroke-linejoin="round">
  <circle cx="40" cy="-190" r="40" fill="${colour}" stroke="none"/>
  <path d="M10-110 L-36 24"/><path d="M10-110 L-70-84 L-104-20" class="swing"/><path d="M10-110 L66-40 L128-58" class="swing late"/>
  <path d="M-36 24 L36 84 L30 186" class="swing late"/><path d="M-36 24 L-74 116 L-166 122" class="swing"/></g>`

const shadow = (cx, cy, rx) => `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${rx / 9}" fill="${ink}" opacity=".16"/>`

const no = (
  x,
  y,
  r,
  appear = '',
) => `<g transform="translate(${x} ${y})" ${appear}><g class="pulse"><circle r="${r}" fill="none" stroke="${red}" stroke-width="${r / 4.5}"/>
  <path d="M${-r * 0.7}${-r * 0.7} L${r * 0.7} ${r * 0.7}" stroke="${red}" stroke-width="${r / 4.5}"/></g></g>`

/** Every drawing gets the moment (seconds within the scene) at which each sentence begins. */
export const illustrations = {
  bell: () => `<g class="ring" fill="none" stroke="${cream}" stroke-width="20" stroke-linecap="round">
      <path d="M150 250A300 300 0 0 0 150 520"/><path d="M650 250A300 300 0 0 1 650 520"/></g>
    <g class="ring late" fill="none" stroke="${cream}" stroke-width="20" stroke-linecap="round" opacity=".55">
      <path d="M70 190A400 400 0 0 0 70 580"/><path d="M730 190A400 400 0 0 1 730 580"/></g>
    ${shadow(400, 720, 190)}
    <g class="shake"><path d="M400 150C290 150 232 232 232 330C232 470 190 500 168 548H632C610 500 568 470 568 330C568 232 510 150 400 150Z" fill="${amber}"/>
      <path d="M470 168C538 196 568 258 568 330C568 470 610 500 632 548H520C545 440 540 270 470 168Z" fill="#f09a1c"/>
      <rect x="148" y="540" width="504" height="46" rx="23" fill="${ink}"/><circle cx="400" cy="128" r="34" fill="${ink}"/>
      <path d="M338 600a62 62 0 0 0 124 0Z" fill="${ink}"/></g>`,

  leave: (at) => `${shadow(400, 716, 300)}
    <rect x="392" y="170" width="300" height="540" rx="18" fill="${cream}"/><rect x="424" y="202" width="236" height="508" fill="#bfe6d2"/>
    <path d="M424 202 L520 246 V740 L424 710Z" fill="#12615d"/><circle cx="500" cy="490" r="11" fill="${amber}"/>
    <g transform="translate(542 92)"><rect x="-128" y="-50" width="256" height="100" rx="16" fill="#0f9d58"/>
      <g class="nudge"><path d="M-70 0H50M14-30 L54 0L14 30" fill="none" stroke="${cream}" stroke-width="18" stroke-linecap="round" stroke-linejoin="round"/></g></g>
    <g transform="translate(236 520)"><g class="stride">${runner(ink)}</g></g>
    <g class="appear" style="--at:${at[2] ?? 0}s"><rect x="52" y="92" width="200" height="200" rx="24" fill="${cream}"/>
      <path d="M152 122V262" stroke="${ink}" stroke-width="8"/><path d="M110 166l-26 44h52zM194 214l-26-44h52z" fill="${ink}"/>
      ${no(152, 192, 118)}</g>`,

  assembly:
    () => `<rect x="90" y="90" width="620" height="620" rx="56" fill="#0b7a45"/><rect x="116" y="116" width="568" height="568" rx="38" fill="none" stroke="${cream}" stroke-width="10"/>
    ${person(400, 412, 0.9, cream, 'float')}${person(292, 438, 0.66, cream, 'float late')}${person(508, 438, 0.66, cream, 'float later')}
    ${[0, 90, 180, 270].map((a) => `<g transform="rotate(${a} 400 400)"><g class="inward"><path d="M170 170 L246 246M246 186V246H186" fill="none" stroke="${cream}" stroke-width="26" stroke-linecap="round" stroke-linejoin="round"/></g></g>`).join('')}`,

  extinguisher: () => `${shadow(400, 706, 200)}<g class="tilt">${extinguisher(390, 466, 1.16, cream)}</g>
    <g class="ring" fill="none" stroke="${cream}" stroke-width="18" stroke-linecap="round"><path d="M120 330l-52-26M110 450H52M132 562l-48 34"/></g>
    ${flame(684, 640, 0.6)}`,

  bin: () => `${shadow(390, 706, 230)}<g class="smoke"><circle cx="330" cy="150" r="36" fill="#fff" opacity=".55"/><circle cx="420" cy="96" r="50" fill="#fff" opacity=".45"/><circle cx="500" cy="180" r="30" fill="#fff" opacity=".5"/></g>
    ${flame(330, 360, 0.95)}${flame(460, 372, 0.8, 'style="animation-delay:-.3s"')}${flame(398, 330, 1.2, 'style="animation-delay:-.55s"')}
    <path d="M206 400H594L548 676a34 34 0 0 1-34 28H286a34 34 0 0 1-34-28Z" fill="${ink}"/><path d="M520 400H594L548 676a34 34 0 0 1-34 28H470Z" fill="#111726"/>
    <rect x="184" y="380" width="432" height="44" rx="22" fill="#2c3650"/>
    <path d="M306 476l16 166M400 476V642M494 476l-16 166" stroke="#46536f" stroke-width="16" stroke-linecap="round"/>`,

  kinds: (at) =>
    [
      ['#e5402f', '<path d="M0-30C14-8 26 4 26 20A26 26 0 0 1-26 20C-26 4-14-8 0-30Z" fill="#fff"/>'],
      [
        '#f2dfb4',
        '<circle cx="-12" cy="8" r="18" fill="#1b2233"/><circle cx="16" cy="12" r="13" fill="#1b2233"/><circle cx="6" cy="-18" r="11" fill="#1b2233"/>',
      ],
      ['#141a28', '<path d="M8-34L-18 8H-2L-8 34L20-8H4Z" fill="#ffb238"/>'],
      [
        '#ffc83d',
        '<path d="M-30-8H22a4 4 0 0 1 4 4V4A20 20 0 0 1 6 24H-10A20 20 0 0 1-30 4ZM26-4H44" fill="#1b2233" stroke="#1b2233" stroke-width="7"/>',
      ],
    ]
      .map(([band, icon], i) => {
        const x = 122 + i * 186
        return `<g class="raise" style="--at:${at[i + 1] ?? 0}s">${shadow(x, 692, 92)}${extinguisher(x, 520, 0.8, band, false)}
        <g class="float" style="animation-delay:-${i * 0.45}s"><circle cx="${x}" cy="196" r="66" fill="${band}" stroke="#fbf6ee" stroke-width="8"/><g transform="translate(${x} 198)">${icon}</g></g></g>`
      })
      .join(''),

  pan: (
    at,
  ) => `${shadow(400, 712, 280)}${flame(250, 430, 0.95)}${flame(420, 430, 0.9, 'style="animation-delay:-.6s"')}${flame(336, 400, 1.35, 'style="animation-delay:-.35s"')}
    <path d="M120 520H560a10 10 0 0 1 10 12C560 630 520 660 440 660H240C160 660 120 630 110 532a10 10 0 0 1 10-12Z" fill="#3a4560"/><path d="M556 556H752" stroke="#55627f" stroke-width="40" stroke-linecap="round"/>
    <rect x="96" y="504" width="488" height="34" rx="17" fill="#55627f"/>
    <g class="drip"><path d="M628 96C662 150 690 180 690 222A62 62 0 0 1 566 222C566 180 594 150 628 96Z" fill="#5ab5e8"/><path d="M598 226a32 32 0 0 0 28 32" fill="none" stroke="#fff" stroke-width="12" stroke-linecap="round"/></g>
    ${no(628, 196, 128)}
    <g class="appear" style="--at:${at[1] ?? 0}s"><rect x="60" y="70" width="190" height="190" rx="30" fill="${cream}"/><circle cx="122" cy="160" r="16" fill="${ink}"/><circle cx="188" cy="160" r="16" fill="${ink}"/><g class="blink"><path d="M168 80L128 146H152L142 200L188 132H162Z" fill="${amber}" stroke="${ink}" stroke-width="7" stroke-linejoin="round"/></g></g>`,

  sweep: () => `${shadow(210, 716, 130)}${shadow(640, 716, 130)}
    <g class="spray">${[0, 1, 2, 3, 4].map((i) => `<path d="M318 470 L640 ${600 + i * 24}" stroke="#fff" stroke-width="${24 - i * 2}" stroke-linecap="round" stroke-dasharray="10 44" class="flow" style="animation-delay:-${i * 0.13}s" opacity=".9"/>`).join('')}</g>
    ${flame(606, 650, 0.8)}${flame(716, 660, 0.62, 'style="animation-delay:-.4s"')}${flame(656, 620, 1.1, 'style="animation-delay:-.7s"')}
    ${extinguisher(170, 490, 1.0, cream)}
    <g class="nudge wide"><path d="M490 170H370M408 132L370 170L408 208M550 170H670M632 132L670 170L632 208" fill="none" stroke="${cream}" stroke-width="24" stroke-linecap="round" stroke-linejoin="round"/></g>`,

  timer:
    () => `<circle cx="400" cy="410" r="290" fill="${cream}"/><circle cx="400" cy="410" r="236" fill="none" stroke="#e9ddc8" stroke-width="44"/>
    <circle cx="400" cy="410" r="236" fill="none" stroke="${coral}" stroke-width="44" stroke-linecap="round" stroke-dasharray="1483" class="drain" transform="rotate(-90 400 410)"/>
    <rect x="352" y="52" width="96" height="60" rx="16" fill="${ink}"/><path d="M612 172l50-50" stroke="${ink}" stroke-width="40" stroke-linecap="round"/>
    <g class="tick"><path d="M400 410V236" stroke="${ink}" stroke-width="26" stroke-linecap="round"/></g><circle cx="400" cy="410" r="30" fill="${ink}"/>`,

  shield:
    () => `${shadow(400, 724, 190)}<g class="float"><path d="M400 80C500 150 590 168 660 168C668 420 590 610 400 700C210 610 132 420 140 168C210 168 300 150 400 80Z" fill="${cream}"/>
      <path d="M400 136C484 190 556 208 612 212C612 412 548 562 400 640Z" fill="#e6f3ea"/>
      <path d="M262 392L364 494L552 298" fill="none" stroke="#0f9d58" stroke-width="60" stroke-linecap="round" stroke-linejoin="round" stroke-dasharray="430" class="draw" style="--len:430;--at:.5s"/></g>
    <g class="ring" fill="none" stroke="${cream}" stroke-width="18" stroke-linecap="round"><path d="M84 190l-40-34M52 330H6M716 190l40-34M748 330h46"/></g>`,

  flame: () =>
    `${shadow(400, 716, 220)}<g class="ring" fill="none" stroke="${cream}" stroke-width="18" stroke-linecap="round"><path d="M130 250l-54-40M96 400H30M670 250l54-40M704 400h66M400 60V6"/></g>${flame(400, 440, 2.5)}`,

  cable: (
    at,
  ) => `${shadow(400, 690, 330)}<path d="M60 330C160 330 150 470 250 470" fill="none" stroke="${ink}" stroke-width="26" stroke-linecap="round"/>
    <rect x="120" y="420" width="590" height="190" rx="44" fill="${cream}"/><rect x="120" y="560" width="590" height="50" rx="25" fill="#e5d8c0"/>
    ${[220, 355, 490].map((x) => `<circle cx="${x}" cy="500" r="52" fill="#efe4d0"/><circle cx="${x - 18}" cy="500" r="9" fill="${ink}"/><circle cx="${x + 18}" cy="500" r="9" fill="${ink}"/>`).join('')}
    <g class="blink"><circle cx="630" cy="500" r="24" fill="${coral}"/></g>
    <path d="M490 430C490 300 620 320 620 210V110" fill="none" stroke="${ink}" stroke-width="26" stroke-linecap="round"/><rect x="446" y="400" width="88" height="92" rx="20" fill="${ink}"/>
    <g class="heat" fill="none" stroke="${coral}" stroke-width="16" stroke-linecap="round"><path d="M230 380c-24-36 24-58 0-96s24-58 0-92"/><path d="M330 380c-24-36 24-58 0-96s24-58 0-92"/></g>
    <g class="appear" style="--at:${at[1] ?? 0}s"><circle cx="650" cy="230" r="74" fill="${coral}"/><path d="M650 184V238M650 270v4" stroke="${cream}" stroke-width="22" stroke-linecap="round"/></g>`,

  corridor: (
    at,
  ) => `<rect x="40" y="60" width="720" height="660" rx="32" fill="#e8f2ee"/><path d="M40 92a32 32 0 0 1 32-32H728a32 32 0 0 1 32 32L548 250H252Z" fill="#f9fcfa"/>
    <path d="M40 690L252 560H548L760 690a32 32 0 0 1-32 30H72a32 32 0 0 1-32-30Z" fill="#c3d9d1"/><rect x="252" y="250" width="296" height="310" fill="#d5e7e0"/>
    <rect x="338" y="330" width="124" height="230" fill="#12615d"/><circle cx="440" cy="450" r="8" fill="${amber}"/><rect x="342" y="272" width="116" height="42" rx="8" fill="#0f9d58"/>
    <g class="nudge"><path d="M374 293H424M408 281L426 293L408 305" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/></g>
    <g class="march">${[0, 1, 2].map((i) => `<path d="M370 ${690 - i * 48} L400 ${664 - i * 48} L430 ${690 - i * 48}" fill="none" stroke="#0f9d58" stroke-width="${18 - i * 3}" stroke-linecap="round" stroke-linejoin="round"/>`).join('')}</g>
    <g class="drop"><path d="M500 520l110-36 96 40v130l-96 44-110-44Z" fill="#c98f4e"/><path d="M500 520l110 42 96-38-96-40Z" fill="#e2ad6c"/><path d="M610 562V698" stroke="#a8733a" stroke-width="8"/></g>
    ${no(606, 590, 118)}
    <g class="appear" style="--at:${at[1] ?? 0}s"><g class="smoke" fill="#77838f" opacity=".8"><circle cx="140" cy="170" r="104"/><circle cx="290" cy="140" r="128"/><circle cx="480" cy="150" r="120"/><circle cx="650" cy="170" r="106"/></g></g>`,

  door: () => `<g class="smoke" fill="#5d6b88" opacity=".75"><circle cx="110" cy="250" r="100"/><circle cx="186" cy="150" r="86"/><circle cx="120" cy="400" r="112"/></g>
    ${flame(110, 590, 1.0)}${flame(210, 620, 0.75, 'style="animation-delay:-.5s"')}
    <rect x="284" y="90" width="330" height="630" rx="16" fill="#8c98b0"/><rect x="312" y="118" width="274" height="602" fill="#d7573f"/><rect x="352" y="170" width="90" height="220" rx="12" fill="#ffd9a0" opacity=".85"/>
    <rect x="352" y="440" width="194" height="220" rx="12" fill="#c2472f"/><path d="M520 402h46" stroke="${cream}" stroke-width="22" stroke-linecap="round"/>
    <g transform="translate(516 230)"><circle r="52" fill="#2563b8"/><path d="M-20-4V22H20V-4M-13-4V-16a13 13 0 0 1 26 0V-4" fill="none" stroke="#fff" stroke-width="9" stroke-linejoin="round"/></g>
    ${person(706, 600, 0.95, cream, 'float')}`,
}
