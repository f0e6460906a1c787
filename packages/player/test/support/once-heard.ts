/** Does something after which code is loaded that listens to an event of the target, and waits until it does. */
export function onceHeard(target: EventTarget, type: string, work: () => void): Promise<void> {
  return new Promise((resolve) => {
    const add = target.addEventListener.bind(target)
    target.addEventListener = (...given: Parameters<EventTarget['addEventListener']>) => {
      add(...given)
      if (given[0] !== type) return
      Reflect.deleteProperty(target, 'addEventListener')
      resolve()
    }
    work()
  })
}
