/** Finds the lessons that use a video, whichever tenant they belong to. */
export function migration000009(schema: string): string {
  return `
create index lesson_media_by_playback on ${schema}.lesson_media (playback_id);
`
}
