import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import * as fontkit from 'fontkit'

/** A font file, and which characters it can show. */
export interface TextFont {
  readonly bytes: Buffer
  shows(text: string): boolean
}

/** The fonts of a certificate. */
export interface TextFonts {
  /** For what names and titles are written in; the first that shows all of a text is taken. */
  readonly texts: readonly TextFont[]
  readonly bold: TextFont
}

/** Reads the fonts; `more` are paths of TrueType or OpenType files for further scripts. */
export async function readTextFonts(more: readonly string[] = []): Promise<TextFonts> {
  const own = [
    // Latin, Greek, Cyrillic and Devanagari.
    import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
    import.meta.resolve('@expo-google-fonts/noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf'),
  ]
  const bold = import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf')
  return {
    texts: await Promise.all([...own.map((address) => fileURLToPath(address)), ...more].map(readFont)),
    bold: await readFont(fileURLToPath(bold)),
  }
}

async function readFont(path: string): Promise<TextFont> {
  const bytes = await readFile(path)
  const font = fontkit.create(bytes)
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`The file ${path} is a collection of fonts; name one font.`)
  return {
    bytes,
    shows: (text) => Array.from(text).every((character) => font.hasGlyphForCodePoint(character.codePointAt(0)!)),
  }
}
