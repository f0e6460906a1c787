/** What a page needs to embed a lesson of this demo. */
export interface Embedding {
  /** Where the demo answers, without a slash at the end. */
  readonly origin: string
  /** Path of the handler. */
  readonly endpoint: string
  readonly lessonId: string
  readonly learnerId: string
  readonly language: string
}

/** The language that is built into the player. */
const BUILT_IN = 'en'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** A whole page that plays the lesson when it is saved as a file and opened, as text. */
export function embeddingPage({ origin, endpoint, lessonId, learnerId, language }: Embedding): string {
  const words =
    language === BUILT_IN ? '' : `\n    <script src="${escape(origin)}/ehr-lang-${escape(language)}.js"></script>`
  return `<!doctype html>
<html lang="${escape(language)}">
  <head>
    <meta charset="utf-8" />
    <title>A lesson</title>
    <script type="module" src="${escape(origin)}/ehr-lesson-player.js"></script>${words}
  </head>
  <body>
    <ehr-lesson-player
      endpoint="${escape(origin + endpoint)}"
      lesson-id="${escape(lessonId)}"
    ></ehr-lesson-player>

    <script type="module">
      // Who is learning. Your site returns its own token; this demo signs in anyone.
      document.querySelector('ehr-lesson-player').getAuthToken = async () => {
        const response = await fetch('${origin}/dev/tokens', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ learner_id: '${learnerId}' }),
        })
        return (await response.json()).token
      }
    </script>
  </body>
</html>
`
}
