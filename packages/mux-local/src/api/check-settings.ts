import type { AssetSettings } from '../model/settings.js'
import { policiesOf } from '../media/processor.js'
import { ApiError } from './api-error.js'

/** Refuses what Mux can do and this stand-in cannot, instead of answering as if it had been done. */
export function checkSettings(settings: AssetSettings): void {
  if (policiesOf(settings).includes('drm')) throw ApiError.notImitated('playback IDs with DRM')
  if (settings.playback_policies && settings.playback_policy)
    throw ApiError.invalid('playback_policy: Give `playback_policies` alone')
  if (settings.master_access === 'temporary') throw ApiError.notImitated('access to masters')
  if ((settings.mp4_support ?? 'none') !== 'none' || (settings.static_renditions ?? []).length > 0)
    throw ApiError.notImitated('static renditions')
  if ((settings.directives ?? []).length > 0) throw ApiError.notImitated('directives')
  if (settings.generate_shots) throw ApiError.notImitated('shots')
  for (const input of settings.inputs ?? settings.input ?? []) {
    if (input.url?.startsWith('mux://')) throw ApiError.notImitated('clips')
    if (input.overlay_settings) throw ApiError.notImitated('overlays')
    if (input.start_time !== undefined || input.end_time !== undefined) throw ApiError.notImitated('clips')
  }
}
