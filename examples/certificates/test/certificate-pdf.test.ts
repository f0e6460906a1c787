import { assert } from 'chai'
import fc from 'fast-check'
import { beforeAll, describe, it } from 'vitest'
import type { FoundCertificate } from '../src/certificate-store.js'
import { certificatePdf } from '../src/pdf/certificate-pdf.js'
import { readTextFonts, type TextFonts } from '../src/pdf/text-fonts.js'
import { readPdfText } from './support/pdf-text.js'

const site = { path: '/c', url: 'https://hr.example.com/c', issuer: 'EnhancedHR Learning' }
const found = (name: string, title = 'Fire safety'): FoundCertificate => ({
  certificate: { code: '7K3M9QXA2BCD5EFG', name, title, completedAt: '2026-11-30T09:14:05.120Z', withdrawnAt: null },
  record: {
    of: 'lesson',
    id: 'fire-1',
    tenantId: 'default',
    learnerId: 'u-7',
    attempt: 1,
    subject: 's',
    revision: 1,
    certificates: [],
  },
})

describe('the PDF', () => {
  let fonts: TextFonts
  beforeAll(async () => void (fonts = await readTextFonts()))
  const text = async (one: FoundCertificate): Promise<readonly string[]> =>
    readPdfText(await certificatePdf(site, one, fonts))

  it('draws who, what, when and the code, in letters that can be copied', async () => {
    const lines = await text(found('Ada Lovelace'))
    for (const line of ['Ada Lovelace', 'Fire safety', '30 November 2026', '7K3M-9QXA-2BCD-5EFG']) {
      assert.include(lines, line)
    }
    assert.include(lines.join(), 'https://hr.example.com/c/verify')
  })

  it('is the same file each time, with no date but that of the certificate', async () => {
    const [one, other] = [
      await certificatePdf(site, found('Ada'), fonts),
      await certificatePdf(site, found('Ada'), fonts),
    ]
    assert.isTrue(one.equals(other))
    assert.equal(one.subarray(0, 8).toString(), '%PDF-1.7')
    assert.deepEqual(new Set(one.toString('latin1').match(/D:\d{14}/g)), new Set(['D:20261130091405']))
    assert.isTrue(one.toString('latin1').trimEnd().endsWith('%%EOF'))
  })

  it('is tagged and says its language, for whoever has it read out', async () => {
    const file = (await certificatePdf(site, found('Ada'), fonts)).toString('latin1')
    for (const part of ['/Marked true', '/Lang (en)', '/StructTreeRoot', '/DisplayDocTitle true'])
      assert.include(file, part)
  })

  it('draws names beyond Latin-1', async () => {
    for (const name of ['Łukasz Żółć', 'Nguyễn Hồng', 'Αθηνά', 'Дмитрий', 'Ğül', 'Åsa Ñandú']) {
      assert.include(await text(found(name)), name)
    }
  })

  it('draws Arabic and Hebrew from right to left', async () => {
    // Glyphs are drawn from left to right, so the letters of the words come turned.
    const lines = (await text(found('משה כהן'))).map((line) => line.replaceAll('\u00a0', ' '))
    assert.include(lines, Array.from('משה כהן').reverse().join(''))
    assert.isTrue(fonts.texts.some((font) => font.shows('محمد')))
  })

  it('says where the name is, when no font has its letters or it runs in both directions', async () => {
    for (const name of ['山田 太郎', 'Ada 😀', 'محمد Smith', 'Ada 山田']) {
      const lines = await text(found(name))
      assert.include(lines, 'the learner who is named on the page of this certificate,', name)
      assert.include(lines.join(''), 'https://hr.example.com/c/7K3M-9QXA-2BCD-5EFG')
      assert.notInclude(lines.join(''), '\ufffd')
    }
    assert.include(await text(found('Ada', '消防安全')), 'fire-1')
  })

  it('stays one page and draws no missing letter, whatever the name and the title', async () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 })
    await fc.assert(
      fc.asyncProperty(words, words, async (name, title) => {
        const file = await certificatePdf(site, found(name, title), fonts)
        assert.lengthOf(file.toString('latin1').match(/\/Type \/Page\n/g) ?? [], 1)
      }),
      { numRuns: 25 },
    )
  })
})
