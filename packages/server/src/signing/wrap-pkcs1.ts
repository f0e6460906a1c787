/** `SEQUENCE { OID rsaEncryption, NULL }`: what PKCS#8 says about the key it carries (RFC 8017 A.1). */
const RSA_ALGORITHM = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]
const VERSION_0 = [0x02, 0x01, 0x00]
const SEQUENCE = 0x30
const OCTET_STRING = 0x04

/** Puts an RSA private key in PKCS#1 form, as Mux hands it out, into the PKCS#8 envelope that WebCrypto takes (RFC 5208). */
export function wrapPkcs1(key: Uint8Array): Uint8Array {
  return element(SEQUENCE, Uint8Array.from([...VERSION_0, ...RSA_ALGORITHM, ...element(OCTET_STRING, key)]))
}

function element(tag: number, content: Uint8Array): Uint8Array {
  return Uint8Array.from([tag, ...length(content.length), ...content])
}

/** DER: up to 127 in one byte, otherwise the number of bytes and then the bytes, the highest first. */
function length(size: number): number[] {
  if (size < 0x80) return [size]
  const bytes: number[] = []
  for (let rest = size; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return [0x80 | bytes.length, ...bytes]
}
