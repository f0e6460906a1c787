/** The shape of the sample course's video, in one place. */
export const frameRate = 25
export const segmentSeconds = 4
/** Samples per second that flite gives. */
export const voiceRate = 16000
/** The AAC encoder puts 1024 samples of silence first; the sound is shifted by them so that picture and sound both start at 0. */
export const priming = 1024 / 48000
export const renditions = [
  { name: '1080p', width: 1920, height: 1080, crf: 33 },
  { name: '720p', width: 1280, height: 720, crf: 32 },
  { name: '360p', width: 640, height: 360, crf: 31 },
]
export const audioRate = '64k'

/** Seconds to whole milliseconds. */
export const round3 = (seconds) => Math.round(seconds * 1000) / 1000
