type Callable = (...values: unknown[]) => unknown

/**
 * Gives the host's label of this name, where it has the shape of the message that it replaces, and the message otherwise.
 *
 * A label comes from the page, and what goes wrong in it must not take away the words that the reader needs.
 */
export function readLabel<Messages, Key extends keyof Messages>(
  labels: Partial<Messages>,
  key: Key,
  message: Messages[Key],
): Messages[Key] {
  try {
    // Only its own: what stands on `Object.prototype` is no label.
    const label: unknown = Object.hasOwn(labels, key) ? labels[key] : undefined
    return shaped(label, message) as Messages[Key]
  } catch {
    return message
  }
}

function shaped(label: unknown, message: unknown): unknown {
  if (typeof message === 'string') return typeof label === 'string' ? label : message
  if (typeof message === 'function')
    return typeof label === 'function' ? safely(label as Callable, message as Callable) : message
  if (typeof message !== 'object' || message === null || typeof label !== 'object' || label === null) return message
  return Object.fromEntries(
    Object.entries(message).map(([name, text]) => [name, shaped(Reflect.get(label, name), text)]),
  )
}

/** A label that is a function is asked while the element is drawn. */
function safely(label: Callable, message: Callable): Callable {
  return (...values) => {
    try {
      return shaped(label(...values), message(...values))
    } catch {
      return message(...values)
    }
  }
}
