import * as management from '@enhancedhr/protocol/management'
import * as tracks from '../handlers/tracks.js'
import { webVttSchema } from '../reference/schema-names.js'
import { MAX_TRACK_BODY } from '../request/body-limits.js'
import type { Route } from '../route.js'

/** The text that goes with the video of a lesson; there where uploads are. */
export const TRACK_ROUTES: readonly Route[] = [
  {
    id: 'createTrack',
    method: 'POST',
    path: '/v1/lessons/:id/tracks',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Gives the video of a lesson a text, or lets Mux write down what is said in it.',
    body: management.trackInputSchema,
    maxBodyBytes: MAX_TRACK_BODY,
    answer: { status: 201, schema: management.trackResourceSchema },
    problems: [
      'invalid_request',
      'forbidden',
      'lesson_not_found',
      'lesson_not_ready',
      'public_url_needed',
      'asset_not_usable',
      'track_invalid',
      'mux_refused',
      'mux_unavailable',
    ],
    handle: tracks.handleCreateTrack,
  },
  {
    id: 'listTracks',
    method: 'GET',
    path: '/v1/lessons/:id/tracks',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Lists the tracks of the current video of a lesson, the oldest first.',
    answer: { status: 200, schema: management.trackListSchema },
    problems: ['forbidden', 'lesson_not_found'],
    handle: tracks.handleListTracks,
  },
  {
    id: 'readTrack',
    method: 'GET',
    path: '/v1/lessons/:id/tracks/:track_id',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Reads a track of a lesson.',
    answer: { status: 200, schema: management.trackResourceSchema },
    problems: ['forbidden', 'lesson_not_found', 'track_not_found'],
    handle: tracks.handleReadTrack,
  },
  {
    id: 'deleteTrack',
    method: 'DELETE',
    path: '/v1/lessons/:id/tracks/:track_id',
    access: 'signed_in',
    tag: 'managing',
    summary: 'Deletes a track, also at Mux.',
    answer: { status: 200, schema: management.trackResourceSchema },
    problems: ['forbidden', 'lesson_not_found', 'track_not_found'],
    handle: tracks.handleDeleteTrack,
  },
  {
    id: 'fetchTrackText',
    method: 'GET',
    path: '/v1/tracks/:random',
    access: 'public',
    tag: 'service',
    summary: 'Gives Mux a text that it was asked to fetch, as WebVTT, until it has it.',
    answer: { status: 200, schema: webVttSchema, mediaType: 'text/vtt' },
    problems: ['track_not_found', 'storage_unavailable'],
    handle: tracks.handleFetchText,
  },
]
