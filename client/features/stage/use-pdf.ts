/** One PDF file in a desk's hand: opened, its pages looked at and shown on the stage one after the other. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { showPicture } from '../../../shared/actions/pictures.ts';
import { Refusal } from '../../../shared/errors.ts';
import { toRefusal } from '../../api/call-action.ts';
import { tellRefusal } from '../../desk/tell.tsx';
import { useRealtime } from '../../realtime/react.tsx';
import type { PdfPages } from './pdf-pages.ts';
import { sendStagePicture } from './send-stage-picture.ts';

interface Hand {
  readonly name: string;
  readonly pdf: PdfPages;
  readonly page: number;
  /** An address of the page's picture; `null`: being drawn. */
  readonly preview: string | null;
}

export interface PdfInHand {
  readonly file: Pick<Hand, 'name' | 'page' | 'preview'> & { readonly count: number };
  /** Which page is on the stage, where one is. */
  readonly shown: number | null;
  readonly turnTo: (page: number) => Promise<void>;
  /** Resolves with whether it is shown. */
  readonly show: (page: number) => Promise<boolean>;
  readonly putAway: () => void;
}

interface Pdf {
  readonly inHand: PdfInHand | null;
  readonly busy: boolean;
  readonly open: (name: string, fetchIt: () => Promise<Blob>) => Promise<void>;
}

/** `pictureId`: what is on the stage now. */
export function usePdf(sessionId: string, callId: string, pictureId: string | null): Pdf {
  const client = useRealtime();
  const [hand, setHand] = useState<Hand | null>(null);
  const [busy, setBusy] = useState(false);
  /** Pages that were sent already, by their number. */
  const [sent, setSent] = useState<ReadonlyMap<number, string>>(new Map());
  const current = useRef<PdfPages | null>(null);

  const take = useCallback((pdf: PdfPages | null) => {
    current.current?.close();
    current.current = pdf;
    setSent(new Map());
    setHand(null);
  }, []);
  useEffect(() => () => current.current?.close(), []);
  const preview = hand?.preview ?? null;
  useEffect(() => () => (preview === null ? undefined : URL.revokeObjectURL(preview)), [preview]);

  const during = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    setBusy(true);
    try {
      return await work();
    } catch (error) {
      tellRefusal(error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  const look = async (name: string, pdf: PdfPages, page: number): Promise<Blob> => {
    setHand({ name, pdf, page, preview: null });
    const drawn = await pdf.draw(page);
    if (pdf === current.current) setHand({ name, pdf, page, preview: URL.createObjectURL(drawn) });
    return drawn;
  };
  const open: Pdf['open'] = async (name, fetchIt) => {
    await during(async () => {
      const [{ openPdf }, file] = await Promise.all([import('./pdf-pages.ts'), fetchIt()]);
      const pdf = await openPdf(file);
      take(pdf);
      await look(name, pdf, 1);
    });
  };
  if (!hand) return { inHand: null, busy, open };

  const { name, pdf, page } = hand;
  const show = async (wanted: number): Promise<boolean> => {
    const done = await during(async () => {
      const id = sent.get(wanted);
      if (id !== undefined) {
        await client.action(showPicture, { sessionId, callId, from: 'ticket', pictureId: id });
        if (wanted !== page) await look(name, pdf, wanted);
        return true;
      }
      const drawn = wanted === page ? await pdf.draw(wanted) : await look(name, pdf, wanted);
      const made = await sendStagePicture(sessionId, callId, drawn);
      if (pdf === current.current) setSent((before) => new Map(before).set(wanted, made));
      return true;
    });
    return done === true;
  };
  const inHand: PdfInHand = {
    file: { ...hand, count: pdf.count },
    shown: [...sent].find(([, id]) => id === pictureId)?.[0] ?? null,
    turnTo: async (wanted) => void (await during(() => look(name, pdf, wanted))),
    show,
    putAway: () => take(null),
  };
  return { inHand, busy, open };
}

/** Throws `Refusal`. */
export async function fetchDocument(address: string): Promise<Blob> {
  const response = await fetch(address, { cache: 'no-store' }).catch(() => {
    throw new Refusal('UNAVAILABLE');
  });
  if (!response.ok) throw toRefusal(response.status, await response.json().catch(() => null));
  return response.blob();
}
