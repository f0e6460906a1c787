import { readdir } from 'node:fs/promises'

/** So little is loaded ahead that addresses are needed all the time, as in a lesson of an hour. */
const SMALL_BUFFER = '{ maxBufferLength: 4, maxMaxBufferLength: 4, backBufferLength: 0 }'

/** A page with one lesson. */
export function lessonHtml(asked: URLSearchParams): string {
  const { lesson = '', learner = '', attributes = '' } = Object.fromEntries(asked)
  return `<!doctype html>
    <html lang="en"><title>A lesson</title><link rel="icon" href="data:," />
    <script>
      document.addEventListener('ehr-ready', ({ target }) => Object.assign(target.muxPlayer._hls?.config ?? {}, ${SMALL_BUFFER}))
    </script>
    <script type="module" src="/ehr-lesson-player.js"></script>
    <ehr-lesson-player endpoint="/lessons-api" lesson-id="${lesson}" auth-token="${learner}" loading="eager" muted
      style="width: 640px" ${attributes}></ehr-lesson-player></html>`
}

/** A page with a bare Mux Player of the same build. */
export async function bareHtml(dist: string, asked: URLSearchParams, lifetime: number): Promise<string> {
  const { lesson = '', renewing = '' } = Object.fromEntries(asked)
  const chunk = (await readdir(dist)).find((file) => file.startsWith('ehr-mux-player-'))
  const naive = `setInterval(async () => {
        const { currentTime, paused, playbackRate } = player
        const src = await signed()
        player.startTime = player.currentTime
        player.src = src
        player.addEventListener('loadedmetadata', () => {
          player.playbackRate = playbackRate
          if (!paused) void player.play()
        }, { once: true })
      }, ${(lifetime * 2000) / 3})`
  return `<!doctype html>
    <html lang="en"><title>A bare player</title><link rel="icon" href="data:," />
    <script type="module">
      import '/${chunk}'
      const signed = async () => (await fetch('/signed?lesson=${lesson}')).text()
      const player = document.createElement('mux-player')
      player._hlsConfig = ${SMALL_BUFFER}
      for (const name of ['disable-tracking', 'muted']) player.toggleAttribute(name, true)
      player.setAttribute('style', 'width: 640px')
      player.setAttribute('poster', '')
      player.setAttribute('src', await signed())
      document.body.append(player)
      ${renewing === 'naive' ? naive : ''}
    </script><body></body></html>`
}
