/** One request of a page: its answer is told of once, and never after the page let go of it. */
import { Refusal } from '../../shared/errors.ts';
import { asRefusal } from './call-action.ts';

export interface PageRequest {
  isUnderWay(): boolean;
  /** Nobody wants its answer any more. */
  drop(): void;
}

interface Told<Data> {
  onData: (data: Data) => void;
  onRefusal: (refusal: Refusal) => void;
}

/** `mostMs`: without an answer for so long it is given up (`UNAVAILABLE`); `null`: never. */
export function pageRequest<Data>(
  send: (signal: AbortSignal) => Promise<Data>,
  { onData, onRefusal }: Told<Data>,
  mostMs: number | null,
): PageRequest {
  const abort = new AbortController();
  let underWay = true;
  const end = (tell: () => void) => {
    if (!underWay) return;
    underWay = false;
    clearTimeout(timer);
    tell();
  };
  const giveUp = () => {
    end(() => onRefusal(new Refusal('UNAVAILABLE')));
    abort.abort();
  };
  const timer = mostMs === null ? undefined : setTimeout(giveUp, mostMs);
  send(abort.signal).then(
    (data) => end(() => onData(data)),
    (error: unknown) => end(() => onRefusal(asRefusal(error))),
  );
  return {
    isUnderWay: () => underWay,
    drop: () => end(() => abort.abort()),
  };
}
