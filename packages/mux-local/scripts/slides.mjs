/** One slide of the sample course as a page of 1920 × 1080: all motion is CSS, so the recorder can set it to any moment. */
import { illustrations } from './illustrations.mjs'

const tones = {
  coral: { panel: '#f0533a', glow: '#ff8a5c', accent: '#d93a2b' },
  teal: { panel: '#1f8a84', glow: '#4fb9a9', accent: '#1f7a75' },
  green: { panel: '#12935a', glow: '#4fc389', accent: '#0f7f4d' },
  amber: { panel: '#f5a623', glow: '#ffd07a', accent: '#b86e00' },
  indigo: { panel: '#343a7c', glow: '#5a64b8', accent: '#3f479c' },
  ink: { panel: '#1b2233', glow: '#3c4a6b', accent: '#d93a2b' },
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const style = `
*{box-sizing:border-box;margin:0}
html,body{width:1920px;height:1080px;overflow:hidden;background:#fbf6ee}
body{font-family:Manrope,sans-serif;color:#1b2233;position:relative;-webkit-font-smoothing:antialiased}
.panel{position:absolute;left:1010px;top:0;width:910px;height:1080px;overflow:hidden;background:var(--panel);clip-path:polygon(90px 0,100% 0,100% 100%,0 100%)}
.glow{position:absolute;width:820px;height:820px;left:60px;top:110px;border-radius:50%;background:var(--glow);opacity:.5}
svg{position:absolute;left:96px;top:136px;width:760px;height:760px;overflow:visible}
.art{position:absolute;inset:0;animation:rise .7s cubic-bezier(.2,.8,.2,1) both,leave .35s ease-in both calc(var(--d) - .35s)}
.text{position:absolute;left:128px;top:50px;width:880px;height:880px;display:flex;flex-direction:column;justify-content:center;animation:leave .3s ease-in both calc(var(--d) - .3s)}
.kicker{display:flex;align-items:center;gap:22px;font-size:30px;font-weight:700;color:var(--accent);animation:slide .5s ease-out both .05s}
.kicker i{display:block;width:64px;height:8px;border-radius:4px;background:var(--accent);transform-origin:0 50%;animation:grow .6s ease-out both .1s}
h1{text-wrap:balance;font-size:100px;line-height:1.06;letter-spacing:-.035em;font-weight:800;margin-top:40px;animation:slide .6s cubic-bezier(.2,.8,.2,1) both .12s}
.title h1{font-size:124px;margin-top:52px;max-width:840px}
ul{list-style:none;padding:0;margin-top:60px;display:grid;gap:38px}
li{display:flex;align-items:center;gap:30px;font-size:50px;line-height:1.2;font-weight:600;letter-spacing:-.015em;animation:slide .5s cubic-bezier(.2,.8,.2,1) both var(--at)}
li b{flex:none;width:76px;height:76px;border-radius:24px;background:var(--accent);color:#fff;font-size:38px;font-weight:800;display:grid;place-items:center;animation:pop .5s cubic-bezier(.3,1.6,.5,1) both calc(var(--at) + .1s)}
.flicker,.ring,.float,.stride,.swing,.nudge,.inward,.smoke,.pulse,.drip,.blink,.heat,.march,.drop,.appear,.raise{transform-box:fill-box}
.flicker{transform-origin:50% 100%;animation:flicker .9s ease-in-out infinite alternate}
.shake{transform-box:view-box;transform-origin:400px 128px;animation:shake .5s ease-in-out infinite alternate}
.tilt{transform-box:view-box;transform-origin:400px 700px;animation:tilt 1.6s ease-in-out infinite alternate}
.ring{animation:ring 1s ease-out infinite;transform-box:view-box;transform-origin:400px 400px}
.ring.late{animation-delay:.25s}
.float{animation:float 1.5s ease-in-out infinite alternate}.late{animation-delay:-.5s}.later{animation-delay:-1s}
.stride{animation:stride .7s ease-in-out infinite alternate}
.swing{transform-origin:50% 0;animation:swing .7s ease-in-out infinite alternate}.swing.late{animation-direction:alternate-reverse;animation-delay:0s}
.nudge{animation:nudge .8s ease-in-out infinite alternate}.nudge.wide{animation-name:wide}
.inward{animation:inward 1.1s ease-in-out infinite alternate}
.smoke{animation:smoke 2.4s ease-in-out infinite alternate}
.pulse{transform-origin:50% 50%;animation:pulse 1s ease-in-out infinite alternate}
.drip{animation:drip 1.3s ease-in infinite alternate}
.blink{animation:blink .6s ease-in-out infinite alternate}
.spray{transform-box:view-box;transform-origin:318px 470px;animation:spray 1.4s ease-in-out infinite alternate}
.flow{animation:flow .5s linear infinite}
.drain{animation:drain var(--d) linear both}
.tick{transform-box:view-box;transform-origin:400px 410px;animation:turn 6s linear infinite}
.draw{animation:draw .7s ease-out both var(--at)}
.heat{animation:heat 1.2s ease-in-out infinite alternate}
.march{animation:march 1.2s linear infinite}
.drop{animation:float 1.2s ease-in-out infinite alternate}
.appear{transform-origin:50% 50%;animation:appear .5s cubic-bezier(.3,1.5,.5,1) both var(--at)}
.raise{animation:raise .6s cubic-bezier(.2,.9,.2,1) both var(--at)}
@keyframes rise{from{opacity:0;transform:translateY(60px)}}
@keyframes leave{to{opacity:0}}
@keyframes slide{from{opacity:0;transform:translateX(-50px)}}
@keyframes grow{from{transform:scaleX(0)}}
@keyframes pop{from{transform:scale(0)}}
@keyframes flicker{from{transform:scale(1.05,.93) skewX(-4deg)}to{transform:scale(.96,1.08) skewX(4deg)}}
@keyframes shake{from{transform:rotate(-9deg)}to{transform:rotate(9deg)}}
@keyframes tilt{from{transform:rotate(-3deg)}to{transform:rotate(3deg)}}
@keyframes ring{from{opacity:0;transform:scale(.9)}40%{opacity:1}to{opacity:0;transform:scale(1.06)}}
@keyframes float{from{transform:translateY(9px)}to{transform:translateY(-9px)}}
@keyframes stride{from{transform:translate(-30px,8px)}to{transform:translate(26px,-8px)}}
@keyframes swing{from{transform:rotate(-12deg)}to{transform:rotate(12deg)}}
@keyframes nudge{from{transform:translateX(-14px)}to{transform:translateX(14px)}}
@keyframes wide{from{transform:translateX(-60px)}to{transform:translateX(60px)}}
@keyframes inward{from{transform:translate(-16px,-16px)}to{transform:translate(16px,16px)}}
@keyframes smoke{from{transform:translate(-14px,16px)}to{transform:translate(16px,-20px)}}
@keyframes pulse{from{transform:scale(.95)}to{transform:scale(1.05)}}
@keyframes drip{from{transform:translateY(-16px)}to{transform:translateY(16px)}}
@keyframes blink{from{opacity:.35}}
@keyframes spray{from{transform:rotate(-5deg)}to{transform:rotate(5deg)}}
@keyframes flow{to{stroke-dashoffset:-54px}}
@keyframes drain{from{stroke-dashoffset:0}to{stroke-dashoffset:1300px}}
@keyframes turn{to{transform:rotate(360deg)}}
@keyframes draw{from{stroke-dashoffset:var(--len)}to{stroke-dashoffset:0}}
@keyframes heat{from{opacity:.35;transform:translateY(16px)}to{opacity:1;transform:translateY(-12px)}}
@keyframes march{from{transform:translateY(24px)}to{transform:translateY(-24px)}}
@keyframes appear{from{opacity:0;transform:scale(.4)}}
@keyframes raise{from{opacity:.18;transform:translateY(46px)}}
`

/**
 * The page of one scene.
 * @param {object} scene a scene of course-script.json
 * @param {{ lesson: string, duration: number, starts: number[] }} place its lesson's title and its times; `starts` are
 *   seconds within the scene
 */
export function slidePage(scene, place) {
  const tone = tones[scene.tone]
  const points = (scene.points ?? []).map((text, i) => ({ text, at: place.starts[i] })).filter((p) => p.text !== null)
  const list = points
    .map(
      ({ text, at }, i) =>
        `<li style="--at:${at}s"><b>${scene.letters ? text[0] : i + 1}</b><span>${escape(text)}</span></li>`,
    )
    .join('')
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>
<body class="${scene.title ? 'title' : ''}" style="--d:${place.duration}s;--panel:${tone.panel};--glow:${tone.glow};--accent:${tone.accent}">
<div class="panel"><div class="glow"></div><div class="art"><svg viewBox="0 0 800 800">${illustrations[scene.art](place.starts, place.duration)}</svg></div></div>
<div class="text"><p class="kicker"><i></i>${escape(scene.title ? 'Fire safety at work' : place.lesson)}</p><h1>${escape(scene.headline)}</h1>${list && `<ul>${list}</ul>`}</div></body>`
}
