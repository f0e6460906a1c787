import PDFDocument from 'pdfkit'
import type { FoundCertificate } from '../certificate-store.js'
import { formatCode } from '../core/certificate-code.js'
import { writeDay } from '../pages/dates.js'
import type { Site } from '../pages/layout.js'
import { drawSeal } from './seal.js'
import { toOneDirection } from './one-direction.js'
import type { TextFont, TextFonts } from './text-fonts.js'

// A4 on its side, in points.
const WIDTH = 841.89
const HEIGHT = 595.28
const INK = '#1b2233'
const SOFT = '#5a6172'
const ACCENT = '#343a7c'
const GOLD = '#b37a12'
/** Texts keep this far from the sides. */
const SIDE = 96
/** Nothing is written smaller. */
const LEAST = 6

/**
 * The certificate as a PDF: tagged, so that a screen reader can read it, with its fonts in it. The same certificate gives the
 * same bytes.
 *
 * A name in a script that no font has is not drawn as boxes. Its place says that the name is on the page, and where that is.
 */
export function certificatePdf(site: Site, found: FoundCertificate, fonts: TextFonts): Promise<Buffer> {
  const { name, title, completedAt, code } = found.certificate
  const at = new Date(completedAt)
  const document = new PDFDocument({
    size: [WIDTH, HEIGHT],
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    // Standard fonts know Latin-1 alone; none is put into the file.
    font: '',
    // The dates are those of the certificate, because those of the moment would make another file each time.
    info: { Title: `Certificate of completion: ${name}, ${title}`, Author: site.issuer, CreationDate: at, ModDate: at },
  })
  const whole = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  const sheet = new Sheet(document, fonts)
  sheet.decorate()
  const page = `${site.url}/${formatCode(code)}`
  sheet.line(site.issuer, { y: 142, size: 13, color: SOFT, isBold: true })
  sheet.line('Certificate of completion', { y: 166, size: 32, color: ACCENT, isBold: true, tag: 'H1' })
  sheet.line('This certifies that', { y: 222, size: 13, color: SOFT })
  if (sheet.canShow(name)) {
    sheet.line(name, { y: 246, size: 38, least: 16, height: 52 })
  } else {
    sheet.line('the learner who is named on the page of this certificate,', { y: 250, size: 18 })
    sheet.line(page, { y: 278, size: 11, color: ACCENT, link: page })
  }
  sheet.rule(308)
  sheet.line(`has completed the ${found.record.of}`, { y: 322, size: 13, color: SOFT })
  sheet.line(sheet.canShow(title) ? title : found.record.id, { y: 346, size: 22, least: 11, height: 34, isBold: true })
  const verify = `${site.url}/verify/${formatCode(code)}`
  sheet.fact('Completed', writeDay(completedAt), 422)
  sheet.fact('Code', formatCode(code), 462)
  sheet.line(`Anybody can check it at ${site.url}/verify`, { y: 510, size: 10, color: SOFT, link: verify })
  sheet.end()
  return whole
}

interface Line {
  /** From the top of the page, in points. */
  readonly y: number
  readonly size: number
  /** A text that is too wide is made smaller, to this size; then it takes several lines. */
  readonly least?: number
  /** The text is in the middle of this height, and made smaller still where its lines are higher. */
  readonly height?: number
  readonly color?: string
  readonly isBold?: boolean
  readonly tag?: string
  readonly link?: string
}

class Sheet {
  readonly #document: PDFKit.PDFDocument
  readonly #fonts: TextFonts
  readonly #root: PDFKit.PDFStructureElement

  constructor(document: PDFKit.PDFDocument, fonts: TextFonts) {
    this.#document = document
    this.#fonts = fonts
    this.#root = document.struct('Document')
    document.addStructure(this.#root)
  }

  canShow(text: string): boolean {
    return this.#fontOf(text, false) !== undefined && toOneDirection(text) !== null
  }

  /** Frame and seal, which say nothing. */
  decorate(): void {
    this.#decoration(() => {
      this.#document.rect(0, 0, WIDTH, HEIGHT).fill('#fffdf8')
      this.#document
        .lineWidth(2)
        .rect(28, 28, WIDTH - 56, HEIGHT - 56)
        .stroke(GOLD)
      this.#document
        .lineWidth(0.75)
        .rect(36, 36, WIDTH - 72, HEIGHT - 72)
        .stroke('#dfc58f')
      drawSeal(this.#document, WIDTH / 2 - 38, 56, 76)
    })
  }

  rule(y: number): void {
    this.#decoration(() =>
      this.#document
        .lineWidth(0.75)
        .moveTo(WIDTH / 2 - 190, y)
        .lineTo(WIDTH / 2 + 190, y)
        .stroke('#dfc58f'),
    )
  }

  fact(label: string, value: string, y: number): void {
    this.line(label, { y, size: 10, color: SOFT })
    this.line(value, { y: y + 13, size: 14, isBold: true })
  }

  /** A text in the middle. */
  line(text: string, { y, size, least = size, height, color = INK, isBold = false, tag = 'P', link }: Line): void {
    const width = WIDTH - 2 * SIDE
    const shown = toOneDirection(text) ?? text
    const document = this.#document.font((this.#fontOf(text, isBold) ?? this.#fonts.bold).bytes)
    let fitting = size
    while (fitting > least && document.fontSize(fitting).widthOfString(shown) > width) fitting -= 1
    while (height !== undefined && fitting > LEAST && document.heightOfString(shown, { width }) > height) {
      document.fontSize((fitting -= 1))
    }
    document.fontSize(fitting)
    const top = height === undefined ? y : y + (height - document.heightOfString(shown, { width })) / 2
    this.#root.add(
      document.struct(tag, { actual: text }, () => {
        document.fillColor(color).text(shown, SIDE, top, { width, align: 'center', ...(link && { link }) })
      }),
    )
  }

  end(): void {
    this.#root.end()
    this.#document.end()
  }

  #decoration(draw: () => void): void {
    this.#document.markContent('Artifact', { type: 'Layout' })
    draw()
    this.#document.endMarkedContent()
  }

  #fontOf(text: string, isBold: boolean): TextFont | undefined {
    const { bold, texts } = this.#fonts
    return [...(isBold ? [bold] : []), ...texts].find((font) => font.shows(text))
  }
}
