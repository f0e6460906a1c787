/** Draws the seal of the page, `public/seal.svg`, with its top left corner at a point. */
export function drawSeal(document: PDFKit.PDFDocument, x: number, y: number, size: number): void {
  document
    .save()
    .translate(x, y)
    .scale(size / 88)
  document.path('M28 52l-9 30 13-4 8 8 8-28zM60 52l9 30-13-4-8 8-8-28z').fill('#343a7c')
  document.circle(44, 36, 33).fill('#f3c766')
  document.circle(44, 36, 27).lineWidth(1.5).fillAndStroke('#fff8e7', '#b37a12')
  document.path('M32 37l8.5 8.5L57 28').lineWidth(6).lineCap('round').lineJoin('round').stroke('#343a7c')
  document.restore()
}
