import { servePage } from '../support/serve-page.js'

/** Serves a page with one lesson at `/`, and an empty one of the same origin everywhere else, as a school embeds the player. */
export function serveHostPage(demo: string, lessonId: string, token: string): ReturnType<typeof servePage> {
  const lesson = `<!doctype html>
    <title>A lesson</title>
    <link rel="icon" href="data:," />
    <script type="module" src="${demo}/ehr-lesson-player.js"></script>
    <ehr-lesson-player endpoint="${demo}/lessons-api" lesson-id="${lessonId}" auth-token="${token}" loading="eager">
    </ehr-lesson-player>`
  return servePage(lesson, '<!doctype html>')
}
