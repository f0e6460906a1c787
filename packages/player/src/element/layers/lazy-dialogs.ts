import type { DialogContent } from './dialog-controller.js'
import type { DialogPorts } from './dialog-ports.js'

/** Loads the list of keys. */
export async function loadKeyList(ports: DialogPorts): Promise<DialogContent> {
  const { keyList } = await import('./key-list.js')
  return keyList(ports)
}

/** Loads the settings of captions. */
export async function loadCaptionSettings(ports: DialogPorts): Promise<DialogContent> {
  const { captionSettings } = await import('./caption-settings.js')
  return captionSettings(ports)
}
