import { BlockList, isIP } from 'node:net'
import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { isPublicAddress } from '../../../src/core/events/network-address.js'

/** The same networks, as Node itself compares them. */
const blocked = new BlockList()
for (const network of [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24',
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4',
].flatMap((line) => line.split(' '))) {
  const [base, prefix] = network.split('/') as [string, string]
  blocked.addSubnet(base, Number(prefix), 'ipv4')
}

describe('whether an address is public', () => {
  it('is what Node says of the same networks, for any IPv4 address, and for the same one inside IPv6', () => {
    const near = fc.constantFrom(9, 10, 11, 100, 126, 127, 128, 169, 171, 172, 173, 191, 192, 193, 198, 203, 224)
    const octet = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(fc.oneof(near, octet), octet, octet, octet, (first, second, third, fourth) => {
        const octets = [first, second, third, fourth]
        const address = octets.join('.')
        const isPublic = !blocked.check(address)
        assert.equal(isPublicAddress(address), isPublic, address)
        const [a, b, c, d] = octets.map((part) => part.toString(16).padStart(2, '0')) as [
          string,
          string,
          string,
          string,
        ]
        for (const outer of [
          `::ffff:${address}`,
          `::ffff:${a}${b}:${c}${d}`,
          `64:ff9b::${address}`,
          `2002:${a}${b}:${c}${d}::1`,
        ]) {
          assert.equal(isIP(outer), 6, outer)
          assert.equal(isPublicAddress(outer), isPublic, outer)
        }
      }),
    )
  })

  it('is no for what is local, private, linked, shared or reserved in IPv6', () => {
    const local = ['::', '::1', 'fc00::1', 'fdff::1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '2001:db8::1']
    const others = ['2001::1', '3fff::1', '4000::1', '::ffff:169.254.169.254', 'fd00:ec2::254', '100::1', '::127.0.0.1']
    for (const address of [...local, ...others]) assert.isFalse(isPublicAddress(address), address)
    for (const address of ['2606:4700::1111', '2a00:1450:4001:82b::200e', '2001:4860:4860::8888']) {
      assert.isTrue(isPublicAddress(address), address)
    }
  })

  it('reads an IPv6 address however it is written', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const [whole] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('%')
        assert.equal(isPublicAddress(address), isPublicAddress(whole!), address)
      }),
    )
  })

  it('is no for what is no address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isIP(text) === 0) assert.isFalse(isPublicAddress(text))
      }),
    )
    for (const text of ['localhost', '1.2.3', '1.2.3.256', '01.2.3.4.5', '1:2:3', '::1::', '1::2::3', ':', 'g::1']) {
      assert.isFalse(isPublicAddress(text), text)
    }
  })
})
