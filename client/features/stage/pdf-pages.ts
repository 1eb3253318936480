/**
 * Pages of a PDF file as pictures, drawn by this browser: no script of the file runs and nothing that it names is fetched.
 * What is drawn goes to the stage as any picture does (C13); the file itself does not.
 */
import { GlobalWorkerOptions, getDocument, version } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { Refusal } from '../../../shared/errors.ts';
import { PHOTO_MOST_PIXELS, PHOTO_SIDE_PX } from '../../../shared/photo.ts';

const PARTS = `/assets/pdf-${version}/`;
GlobalWorkerOptions.workerSrc = `${PARTS}pdf.worker.min.mjs`;
const QUALITY = 0.92;

export interface PdfPages {
  readonly count: number;
  /** From 1. Throws `PDF_UNREADABLE`. */
  draw(page: number): Promise<Blob>;
  close(): void;
}

/** Throws `PDF_UNREADABLE`. */
export async function openPdf(file: Blob): Promise<PdfPages> {
  const opening = getDocument({
    data: new Uint8Array(await file.arrayBuffer()),
    cMapUrl: PARTS,
    standardFontDataUrl: PARTS,
    wasmUrl: PARTS,
    // The content security policy lets nothing be compiled.
    useWasm: false,
    enableXfa: false,
    maxImageSize: PHOTO_MOST_PIXELS,
    disableWorkerRendering: true,
  });
  const pdf = await opening.promise.catch(async () => {
    await opening.destroy();
    throw new Refusal('PDF_UNREADABLE');
  });
  return {
    count: pdf.numPages,
    close: () => void opening.destroy(),
    async draw(number) {
      try {
        const page = await pdf.getPage(number);
        const whole = page.getViewport({ scale: 1 });
        const viewport = page.getViewport({ scale: PHOTO_SIDE_PX / Math.max(whole.width, whole.height) });
        const canvas = document.createElement('canvas');
        canvas.width = Math.max(1, Math.round(viewport.width));
        canvas.height = Math.max(1, Math.round(viewport.height));
        await page.render({ canvas, viewport }).promise;
        page.cleanup();
        return await new Promise<Blob>((resolve, reject) =>
          canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('empty'))), 'image/jpeg', QUALITY),
        );
      } catch (error) {
        console.warn('A page was not drawn', error);
        throw new Refusal('PDF_UNREADABLE');
      }
    },
  };
}
