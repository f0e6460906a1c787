/**
 * Networks that no public server is in: private, loopback, link-local (where clouds keep their metadata), shared,
 * multicast, reserved, and those for documentation and measuring.
 */
const IPV4_NETWORKS = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of IPv6 only `2000::/3` is given to servers; these parts of it are not. */
const IPV6_PUBLIC = '2000::/3'
const IPV6_NETWORKS = ['2001::/23', '2001:db8::/32', '3fff::/20']
/** Prefixes that carry an IPv4 address, and how many bits of the address stand behind it: 6to4, NAT64, IPv4-mapped. */
const EMBEDDINGS = [
  { network: '2002::/16', behind: 80n },
  { network: '64:ff9b::/96', behind: 0n },
  { network: '::ffff:0:0/96', behind: 0n },
]

/**
 * Whether an address, as a resolver writes it, belongs to a server on the public internet.
 *
 * An address inside another one (`::ffff:10.0.0.1`) is judged by the inner one. Anything that is no address is not public.
 */
export function isPublicAddress(address: string): boolean {
  const ipv4 = readIpv4(address)
  if (ipv4 !== null) return isPublicIpv4(ipv4)
  const ipv6 = readIpv6(address)
  if (ipv6 === null) return false
  const embedding = EMBEDDINGS.find(({ network }) => isInIpv6(ipv6, network))
  if (embedding) return isPublicIpv4((ipv6 >> embedding.behind) & 0xffff_ffffn)
  return isInIpv6(ipv6, IPV6_PUBLIC) && !IPV6_NETWORKS.some((network) => isInIpv6(ipv6, network))
}

function isPublicIpv4(address: bigint): boolean {
  return !IPV4_NETWORKS.some((network) => isIn(address, network, readIpv4, 32n))
}

function isInIpv6(address: bigint, network: string): boolean {
  return isIn(address, network, readIpv6, 128n)
}

function isIn(address: bigint, network: string, read: (text: string) => bigint | null, bits: bigint): boolean {
  const [base = '', prefix = ''] = network.split('/')
  const ignored = bits - BigInt(prefix)
  return address >> ignored === read(base)! >> ignored
}

function readIpv4(text: string): bigint | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (!parts || parts.some((part) => part > 255)) return null
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n)
}

function readIpv6(given: string): bigint | null {
  // A zone says which interface; it is no part of the address.
  const text = withoutIpv4(given.replace(/%.*$/, ''))
  const halves = text?.split('::') ?? []
  if (text === null || halves.length > 2) return null
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - tail.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n)
}

/** The last two groups may be written as an IPv4 address. */
function withoutIpv4(text: string): string | null {
  const dotted = /^(.*:)([\d.]+\.[\d.]+)$/.exec(text)
  if (!dotted) return text
  const address = readIpv4(dotted[2]!)
  return address === null ? null : `${dotted[1]!}${(address >> 16n).toString(16)}:${(address & 0xffffn).toString(16)}`
}
