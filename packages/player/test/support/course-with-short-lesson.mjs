import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sample = fileURLToPath(new URL('../../../mux-local/course/', import.meta.url))

/**
 * The sample course with a fourth lesson, `short`: the first four seconds of its first one, for tests that need the end
 * of a lesson. Answers the folder for `createMuxLocal`, the lessons, and what removes the folder.
 */
export function courseWithShortLesson() {
  const directory = mkdtempSync(join(tmpdir(), 'ehr-course-'))
  cpSync(sample, directory, { recursive: true })
  const manifest = JSON.parse(readFileSync(join(sample, 'course.json'), 'utf8'))
  const [whole] = manifest.lessons
  cpSync(join(sample, whole.id), join(directory, 'short'), { recursive: true })
  const renditions = whole.media.renditions.map((one) => ({ ...one, segments: one.segments.slice(0, 1) }))
  const { duration } = renditions[0].segments[0]
  const short = {
    ...whole,
    id: 'short',
    title: 'A short lesson',
    assetId: 'AssetOfTheShortLesson0',
    playbackId: 'PlaybackOfTheShortLesson',
    duration,
    chapters: whole.chapters.filter(({ from }) => from < duration),
    requiredSegments: undefined,
    media: { ...whole.media, renditions },
  }
  const lessons = [...manifest.lessons, short]
  writeFileSync(join(directory, 'course.json'), JSON.stringify({ ...manifest, lessons }))
  return {
    directory,
    course: { ...manifest, lessons },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
