import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  MP4,
  Mp4OutputFormat,
  NullTarget,
  Output,
  QTFF,
} from 'mediabunny'
import type { Rendition } from '../manifest.js'

/** Seconds of a segment; it may be longer, because each begins with a key frame. */
const SEGMENT_SECONDS = 4

/**
 * Cuts an MP4 of H.264 and AAC into an init segment and segments of fragmented MP4, without transcoding. They are written to
 * `<directory>/<name>/`.
 */
export async function cutSegments(file: string, directory: string, name: string, duration: number): Promise<Rendition> {
  const input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF] })
  try {
    return await cut(input, directory, name, duration)
  } finally {
    input.dispose()
  }
}

async function cut(input: Input, directory: string, name: string, duration: number): Promise<Rendition> {
  const video = await input.getPrimaryVideoTrack()
  const videoConfig = await video?.getDecoderConfig()
  const videoCodec = await video?.getCodec()
  if (!video || !videoConfig || !videoCodec) throw new Error('The file has no video that can be read')
  const audio = await input.getPrimaryAudioTrack()
  const audioConfig = await audio?.getDecoderConfig()
  const audioCodec = await audio?.getCodec()

  const init: Uint8Array[] = []
  const segments: { file: string; at: number; size: number }[] = []
  let fragment: { at: number; data: Uint8Array } | undefined
  const keep = (data: Uint8Array) => init.push(data.slice())
  const output = new Output({
    format: new Mp4OutputFormat({
      fastStart: 'fragmented',
      minimumFragmentDuration: SEGMENT_SECONDS,
      onFtyp: keep,
      onMoov: keep,
      onMoof(data, _position, timestamp) {
        fragment = { at: timestamp, data: data.slice() }
      },
      onMdat(data) {
        if (!fragment) return
        const segment = `${name}/${segments.length.toString()}.m4s`
        writeFileSync(join(directory, segment), Buffer.concat([fragment.data, data]))
        segments.push({ file: segment, at: fragment.at, size: fragment.data.length + data.length })
      },
    }),
    target: new NullTarget(),
  })
  const videoSource = new EncodedVideoPacketSource(videoCodec)
  output.addVideoTrack(videoSource, { rotation: await video.getRotation() })
  const audioSource = audioCodec ? new EncodedAudioPacketSource(audioCodec) : undefined
  if (audioSource) output.addAudioTrack(audioSource)
  await output.start()

  async function copyVideo(source: Input): Promise<void> {
    const track = await source.getPrimaryVideoTrack()
    if (!track || !videoConfig) return
    for await (const packet of new EncodedPacketSink(track).packets())
      await videoSource.add(packet, { decoderConfig: videoConfig })
    videoSource.close()
  }
  async function copyAudio(source: Input): Promise<void> {
    const track = await source.getPrimaryAudioTrack()
    if (!track || !audioSource || !audioConfig) return
    for await (const packet of new EncodedPacketSink(track).packets())
      await audioSource.add(packet, { decoderConfig: audioConfig })
    audioSource.close()
  }
  await Promise.all([copyVideo(input), copyAudio(input)])
  await output.finalize()

  const initFile = `${name}/init.mp4`
  writeFileSync(join(directory, initFile), Buffer.concat(init))
  const lengths = segments.map(({ at }, index) => (segments[index + 1]?.at ?? duration) - at)
  const total = segments.reduce((sum, { size }) => sum + size, 0)
  const peak = Math.max(...segments.map(({ size }, index) => size / Math.max(0.1, lengths[index] ?? 0)))
  const codecs = [await video.getCodecParameterString(), await audio?.getCodecParameterString()]
  return {
    name,
    width: await video.getDisplayWidth(),
    height: await video.getDisplayHeight(),
    frameRate: (await video.computePacketStats(240)).averagePacketRate,
    codecs: codecs.filter(Boolean).join(','),
    bandwidth: Math.ceil(peak * 8),
    averageBandwidth: Math.ceil((total / Math.max(0.1, duration)) * 8),
    init: initFile,
    segments: segments.map((segment, index) => ({
      file: segment.file,
      duration: Math.max(0.001, lengths[index] ?? 0),
    })),
  }
}
