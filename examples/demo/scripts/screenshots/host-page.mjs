/** Counts the player's events in `ehrCounts`, for whoever waits for one. */
export const countEvents = `
  globalThis.ehrCounts = {}
  for (const type of ['ehr-ready', 'ehr-progress', 'ehr-complete', 'ehr-error', 'ehr-seek-denied']) {
    document.addEventListener(type, () => (ehrCounts[type] = (ehrCounts[type] ?? 0) + 1))
  }`

/** A page of a host with one player and nothing else, as a look wants it. `attributes` go on the player. */
export function hostPage({ origin, learner, attributes = {}, after = '' }, look) {
  const { lang = 'en', dir = 'ltr', text = '100%', ground = 'light' } = look.page
  const all = { endpoint: `${origin}/lessons-api`, 'lesson-id': 'fire-safety-1', loading: 'eager', ...attributes }
  const written = Object.entries(all).map(([name, value]) => `${name}="${value}"`)
  return `<!doctype html>
<html lang="${lang}" dir="${dir}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>A lesson</title>
    <link rel="icon" href="data:," />
    <style>
      html { font-size: ${text}; }
      body { margin: 0; padding: 16px; background: ${ground === 'dark' ? '#11131a' : '#fff'}; color-scheme: ${ground}; }
      @media (max-width: 500px) { body { padding: 0 0 8px; } }
      ehr-lesson-player { display: block; max-inline-size: 1000px; margin: auto; }
      @media (max-height: 420px) { body { padding: 0; } ehr-lesson-player { max-inline-size: 690px; } }
    </style>
    <script>${countEvents}</script>
    <script type="module" src="${origin}/ehr-lesson-player.js"></script>
    ${lang === 'en' ? '' : `<script async src="${origin}/ehr-lang-${lang}.js"></script>`}
  </head>
  <body>
    <ehr-lesson-player ${written.join(' ')}></ehr-lesson-player>
    ${after}
    <script>
      const player = document.querySelector('ehr-lesson-player')
      player.getAuthToken = async () => {
        const answer = await fetch('${origin}/dev/tokens', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ learner_id: '${learner}', roles: ['learner'], enrol: true }),
        })
        const { token } = await answer.json()
        return token
      }
    </script>
  </body>
</html>`
}
