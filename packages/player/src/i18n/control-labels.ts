/**
 * What the controls say besides the messages, for the eye and for screen readers. A word in braces stands for what is put there when it is
 * shown, and stays as it is in every language.
 */
export interface ControlLabels {
  play: string
  pause: string
  mute: string
  unmute: string
  captionsOn: string
  captionsOff: string
  fullscreen: string
  exitFullscreen: string
  pictureInPicture: string
  exitPictureInPicture: string
  airplay: string
  stopAirplay: string
  cast: string
  stopCasting: string
  seekBack: string
  seekForward: string
  /** `{seekOffset}`: ten seconds, where the theme says nothing else. */
  seekBackBy: string
  seekForwardBy: string
  /** `{playbackRate}`: a number. The button shows it with an `x`, and its name has to hold what it shows. */
  speedIs: string
  settings: string
  audio: string
  auto: string
  off: string
  player: string
  volume: string
  seek: string
  time: string
  loading: string
  /** `{chapterName}` */
  chapter: string
  /** `{time}`: a length in words. */
  remaining: string
  /** `{currentTime}`, `{totalTime}`: lengths in words. */
  timeOf: string
  noTime: string
  /** Units after a number; those that change with the number in more than two ways are abbreviated. */
  hour: string
  hours: string
  minute: string
  minutes: string
  second: string
  seconds: string
}

/** What the controls say in English. */
export const englishControls: ControlLabels = {
  play: 'Play',
  pause: 'Pause',
  mute: 'Mute',
  unmute: 'Unmute',
  captionsOn: 'Turn on captions',
  captionsOff: 'Turn off captions',
  fullscreen: 'Full screen',
  exitFullscreen: 'Exit full screen',
  pictureInPicture: 'Picture-in-picture',
  exitPictureInPicture: 'Exit picture-in-picture',
  airplay: 'AirPlay',
  stopAirplay: 'Stop AirPlay',
  cast: 'Cast',
  stopCasting: 'Stop casting',
  seekBack: 'Seek back',
  seekForward: 'Seek forward',
  seekBackBy: 'Seek back {seekOffset} seconds',
  seekForwardBy: 'Seek forward {seekOffset} seconds',
  speedIs: 'Speed {playbackRate}x',
  settings: 'Settings',
  audio: 'Audio',
  auto: 'Auto',
  off: 'Off',
  player: 'Video player',
  volume: 'Volume',
  seek: 'Seek',
  time: 'Playback time',
  loading: 'Loading',
  chapter: 'Chapter: {chapterName}',
  remaining: '{time} remaining',
  timeOf: '{currentTime} of {totalTime}',
  noTime: 'Video not loaded',
  hour: 'hour',
  hours: 'hours',
  minute: 'minute',
  minutes: 'minutes',
  second: 'second',
  seconds: 'seconds',
}
