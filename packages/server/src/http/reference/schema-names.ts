import * as management from '@enhancedhr/protocol/management'
import * as wire from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'

/** Answer of the health calls. */
export const statusSchema = z.looseObject({ status: z.string() })

/** Answer of the call that gives Mux a text. */
export const webVttSchema = z.string()

/** What the reference says of each schema, by the name that it has there; the one list of these names. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Acknowledgement: 'What became of each report of a batch, and where the learner stands now.',
  Attempt: 'The attempt that the learner is in now.',
  AttemptInput: 'Whose attempt begins, and why.',
  CaptionLanguage: 'A language in which Mux writes down what is said, or `auto`.',
  Chapter: 'A named part of the video, from its start in seconds.',
  Completion: 'What a lesson asks for before it is completed.',
  Course: 'A course as a learner reads it, with its lessons in order.',
  CourseInput: 'A course as it is put; what is absent takes its default, except owners, who stay.',
  CourseLearner: 'A learner of a course, with enrolment, progress and verdict.',
  CourseLearnerList: 'A page of the learners of a course, by learner id.',
  CourseList: 'A page of courses.',
  CourseProgress: 'A learner’s progress in a course and attempt.',
  CourseResource: 'A course as its owners, admins and services read it.',
  CourseSummary: 'A course without its lessons.',
  Credit: 'What becomes of what was watched of a video that is replaced.',
  EndedSession: 'A session that evidence can no longer be credited in, with the code that says why.',
  Enrolment: 'A learner’s enrolment in a course.',
  EnrolmentList: 'A page of the enrolments of a course, by learner id.',
  Event: 'One event of a watch session; types that the handler does not know are kept.',
  Explanation: 'What of a lesson was credited in one attempt, what was not, and why.',
  Grant: 'A watch session with signed playback, the resume point and progress.',
  GrantedLesson: 'The lesson of a grant.',
  Id: 'Identifier of a course or a lesson.',
  Instant: 'Wall-clock instant in UTC with milliseconds.',
  LearnerErasure: 'What was erased of a learner.',
  LearnerExport: 'Everything that is kept of a learner, by section, or a page of it.',
  LearnerStatus: 'How a learner stands in the current attempt of a course.',
  Lesson: 'A lesson as a learner reads it.',
  LessonInput: 'A lesson as it is put; what is absent takes its default.',
  LessonProgress: 'A learner’s progress in one lesson and attempt.',
  LessonResource: 'A lesson as the owners of its course, admins and services read it.',
  PlayedSegment: 'One played segment; times in seconds.',
  Playback: 'Signed playback: tokens, and the URLs that hold them.',
  ProblemDocument: 'Why a call was refused (RFC 9457); `code` is for machines, `title` for developers.',
  ProgressRequest: 'A batch of at most 50 reports; each is read on its own.',
  Renewal: 'Fresh tokens of a watch session.',
  Report: 'What was played in a watch session since its last report.',
  ReportResult: 'How the evidence of one report stands.',
  Requirement: 'One thing that a completion rule asks for; kinds may be added.',
  Result: 'A result as it is kept, and how the learner stands by all of them.',
  ResultInput: 'A result of a quiz or a final assessment.',
  SecondPair: 'A stretch of media in seconds, from and to.',
  Seconds: 'Seconds, from 0, with at most three decimals.',
  SessionRequest: 'Which lesson is to be watched, and with which player.',
  Status: 'How the handler is.',
  TokensRequest: 'The watch session that needs fresh tokens.',
  TrackInput: 'A text for the video of a lesson, or a language in which Mux writes down what is said.',
  TrackList: 'The tracks of the current video of a lesson, the oldest first.',
  TrackResource: 'Text that goes with the video of a lesson.',
  Uncredited: 'A stretch of media that is currently not credited, with its reason.',
  UncreditedReason: 'Everything of a lesson that was refused for one reason.',
  UncreditedStretch: 'A stretch of media that was played and is not credited.',
  UploadApply: 'What becomes of what was watched of the video before.',
  UploadCreated: 'An upload that was made, with where its file goes.',
  UploadInput: 'A file for the video of a lesson.',
  UploadList: 'A page of the uploads of a lesson, the newest first.',
  UploadResource: 'An upload, as those who manage its lesson read it.',
  Verdict: 'The current completion, and every act that led there, the oldest first.',
  VerdictInput: 'An admin’s waiver (`true`) or revocation (`false`) of a completion, and why.',
  WaiverList: 'What became of each waiver, in the same order.',
  WaiversInput: 'Completions that were earned elsewhere, at most 500.',
  WebVtt: 'Captions or subtitles in WebVTT.',
}

interface NamedSchema {
  readonly name: string
  readonly description: string
  readonly schema: z.ZodMiniType
}

/**
 * Every schema of the protocol that has a name in the reference: `lessonProgressSchema` is `LessonProgress`. A query is
 * described parameter by parameter, so it has none.
 */
export const NAMED_SCHEMAS: readonly NamedSchema[] = Object.entries({
  ...wire,
  ...management,
  statusSchema,
  webVttSchema,
}).flatMap(([key, schema]) => {
  if (!key.endsWith('Schema') || key.endsWith('QuerySchema')) return []
  const name = `${key[0]!.toUpperCase()}${key.slice(1, -'Schema'.length)}`
  return [{ name, description: DESCRIPTIONS[name] ?? '', schema }]
})
