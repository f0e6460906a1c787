import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import type { InputFile } from '../model/state.js'

/** What a file of media holds. */
export interface InspectedMedia {
  readonly input: InputFile
  /** Whether it is MP4 or QuickTime with H.264 and, where there is sound, AAC: it needs no transcoding. */
  readonly playable: boolean
  /** Seconds of the video, or of the sound where there is no video; 3 decimals. */
  readonly duration: number
  readonly video?: {
    readonly width: number
    readonly height: number
    readonly frameRate: number
    readonly codec: string
  }
  readonly audio?: { readonly channels: number; readonly codec: string; readonly duration: number }
}

/** Packets that a frame rate is measured by. */
const MEASURED_PACKETS = 240

const round = (value: number, decimals: number) => Number(value.toFixed(decimals))

/** Reads container, tracks and duration of a file; `undefined` where it is no media that is known. */
export async function inspectMedia(file: string): Promise<InspectedMedia | undefined> {
  const source = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
  try {
    return await inspect(source)
  } catch {
    // The library throws for what it does not know and for what is broken: both are no media.
    return undefined
  } finally {
    source.dispose()
  }
}

async function inspect(source: Input): Promise<InspectedMedia | undefined> {
  const container = (await source.getFormat()).name
  const video = await source.getPrimaryVideoTrack()
  const audio = await source.getPrimaryAudioTrack()
  if (!video && !audio) return undefined
  const videoCodec = video ? ((await video.getCodec()) ?? 'unknown') : undefined
  const audioCodec = audio ? ((await audio.getCodec()) ?? 'unknown') : undefined
  const videoPart = video && {
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    frameRate: round((await video.computePacketStats(MEASURED_PACKETS)).averagePacketRate, 3),
    codec: videoCodec ?? 'unknown',
    duration: round(await video.computeDuration(), 3),
  }
  const audioPart = audio && {
    channels: await audio.getNumberOfChannels(),
    sampleRate: await audio.getSampleRate(),
    codec: audioCodec ?? 'unknown',
    duration: round(await audio.computeDuration(), 3),
  }
  const tracks: InputFile['tracks'] = [
    ...(videoPart
      ? [
          {
            type: 'video',
            duration: videoPart.duration,
            encoding: encodings[videoPart.codec] ?? videoPart.codec,
            width: videoPart.width,
            height: videoPart.height,
            frame_rate: videoPart.frameRate,
          },
        ]
      : []),
    ...(audioPart
      ? [
          {
            type: 'audio',
            duration: audioPart.duration,
            encoding: audioPart.codec,
            channels: audioPart.channels,
            sample_rate: audioPart.sampleRate,
          },
        ]
      : []),
  ]
  return {
    input: { container_format: containers[container] ?? container.toLowerCase(), tracks },
    playable:
      /^(MP4|QuickTime)/.test(container) && videoCodec === 'avc' && (audioCodec === undefined || audioCodec === 'aac'),
    duration: (videoPart ?? audioPart)?.duration ?? 0,
    ...(videoPart ? { video: videoPart } : {}),
    ...(audioPart ? { audio: audioPart } : {}),
  }
}

/** What Mux calls them. */
const encodings: Readonly<Record<string, string>> = { avc: 'h264', hevc: 'hevc', vp8: 'vp8', vp9: 'vp9', av1: 'av1' }
const containers: Readonly<Record<string, string>> = {
  MP4: 'mov,mp4,m4a,3gp,3g2,mj2',
  'QuickTime File Format': 'mov,mp4,m4a,3gp,3g2,mj2',
  Matroska: 'matroska,webm',
  WebM: 'matroska,webm',
}
