import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareFingerprints, fingerprint, keepFingerprints } from './fingerprints.mjs'
import { writeContactSheet } from './contact-sheet.mjs'
import { looks } from './looks.mjs'
import { openStage } from './stage.mjs'
import { states } from './states/all.mjs'

const fileOf = (state, look) => `${state} ${look}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') + '.png'

/** The states and looks whose names contain one of these words; all of them without words. */
function choose({ only, look: onlyLooks }) {
  const wants = (words, name) => !words || words.some((word) => name.includes(word))
  return states
    .filter(({ name }) => wants(only, name))
    .flatMap((state) =>
      state.looks.filter((look) => !onlyLooks || onlyLooks.includes(look)).map((look) => ({ state, look })),
    )
}

/**
 * Takes a picture of every state in all its looks into a folder, with a page that shows them all. `compare`: says what
 * looks different from what was kept; `keep`: keeps what there is now. Answers whether everything could be shown, and
 * looked as before.
 */
export async function takeAll({ folder, only, look, compare = false, keep = false, say = console.log }) {
  mkdirSync(folder, { recursive: true })
  const wanted = choose({ only, look })
  const stage = await openStage()
  const shots = []
  try {
    const todo = wanted.values()
    const work = async () => {
      for (const { state, look } of todo) {
        const shot = await take(stage, state, look, folder)
        say(`${shot.failure ? 'FAILED ' : ''}${shot.file}`)
        shots.push(shot)
      }
    }
    await Promise.all([work(), work()])
    const place = ({ state, look }) => wanted.findIndex((want) => want.state.name === state && want.look === look)
    shots.sort((a, b) => place(a) - place(b))
    writeContactSheet(folder, shots)
    for (const { file, failure } of shots) if (failure) say(`\n${file}: ${failure}`)
    const taken = shots.filter(({ failure }) => !failure)
    if (keep) keepFingerprints(taken)
    const differences = compare ? compareFingerprints(taken) : []
    for (const difference of differences) say(difference)
    say(
      `\n${taken.length} pictures in ${folder}, ${shots.length - taken.length} failed, ${differences.length} look different`,
    )
    return taken.length === wanted.length && differences.length === 0
  } finally {
    await stage.close()
  }
}

async function take(stage, state, look, folder) {
  const { width, height } = looks[look]
  const shot = { state: state.name, look, width, file: fileOf(state.name, look) }
  const lesson = await stage.open(looks[look])
  try {
    await state.arrange(lesson)
    await lesson.settled()
    const bottom = await lesson.page.evaluate('document.body.getBoundingClientRect().bottom')
    // A window is photographed as far as its page goes.
    const clip = { x: 0, y: 0, width, height: Math.min(height, Math.max(Math.ceil(bottom), 60)) }
    const picture = await lesson.page.screenshot({
      clip: looks[look].fullScreen ? { ...clip, height } : clip,
      // What comes and goes is photographed as it is once it is there.
      animations: 'disabled',
    })
    writeFileSync(join(folder, shot.file), picture)
    return { ...shot, fingerprint: await fingerprint(stage, picture) }
  } catch (error) {
    await lesson.page.screenshot({ path: join(folder, shot.file) }).catch(() => undefined)
    return { ...shot, failure: String(error).split('\n').slice(0, 3).join('\n') }
  } finally {
    await lesson.close()
  }
}
