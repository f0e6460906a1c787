import { inflateSync } from 'node:zlib'

/** Reads the text that a PDF of pdfkit draws, line by line, from its glyphs: what a reader copies, not what it is said to be. */
export function readPdfText(bytes: Buffer): readonly string[] {
  const objects = readObjects(bytes.toString('latin1'))
  const fonts = new Map<string, Map<string, string>>()
  for (const { text } of objects.values()) {
    for (const [, name, font] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font!)?.text ?? '')?.[1]
      if (unicode) fonts.set(name!, readMapping(objects.get(unicode)!.stream))
    }
  }
  const content = [...objects.values()].map(({ stream }) => stream).find((stream) => stream.includes(' Tf')) ?? ''
  const lines: string[] = []
  let font: Map<string, string> | undefined
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) font = fonts.get(name)
    else
      lines.push(
        glyphs(shown!)
          .map((glyph) => font?.get(glyph) ?? '\ufffd')
          .join(''),
      )
  }
  return lines
}

interface PdfObject {
  readonly text: string
  readonly stream: string
}

function readObjects(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const [, number, body] of file.matchAll(/(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)) {
    const [text, stream] = body!.split(/\nstream\n/, 2)
    const bytes = Buffer.from(stream?.replace(/\nendstream$/, '') ?? '', 'latin1')
    const isPacked = text!.includes('/FlateDecode')
    objects.set(number!, { text: text!, stream: (isPacked ? inflateSync(bytes) : bytes).toString('latin1') })
  }
  return objects
}

function readMapping(text: string): Map<string, string> {
  const mapping = new Map<string, string>()
  for (const [, from, to, values] of text.matchAll(/<([\da-f]{4})> <([\da-f]{4})> \[([^\]]*)\]/gi)) {
    const texts = [...values!.matchAll(/<([\da-f ]*)>/gi)].map(([, hex]) => decode(hex!))
    const first = parseInt(from!, 16)
    for (let glyph = first; glyph <= parseInt(to!, 16); glyph += 1) {
      mapping.set(glyph.toString(16).padStart(4, '0'), texts[glyph - first] ?? '')
    }
  }
  return mapping
}

function decode(hex: string): string {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le')
}

function glyphs(shown: string): string[] {
  return [...shown.matchAll(/<([\da-f]*)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? [])
}
