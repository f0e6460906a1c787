/** Whether a media element is shown in picture-in-picture or on a remote screen: seen, whatever its page shows. */
export function isShownElsewhere(media: Element): boolean {
  const remote: unknown = Reflect.get(media, 'remote')
  const connected = typeof remote === 'object' && remote !== null && Reflect.get(remote, 'state') === 'connected'
  // A root names the element of the tree below it: the video itself, or the element that holds it in a shadow.
  return connected || Reflect.get(media.getRootNode(), 'pictureInPictureElement') === media
}
