/** PDF files as people bring them. */
import PDFDocument from 'pdfkit';

/** A page in each colour. */
export async function pdfOf(...colours: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const end = new Promise((resolve) => document.on('end', resolve));
  for (const colour of colours) {
    document.addPage({ size: 'A4' });
    document.rect(0, 0, 600, 850).fill(colour);
    document.fillColor('#000').fontSize(60).text('Page', 100, 100);
  }
  document.end();
  await end;
  return Buffer.concat(parts);
}
