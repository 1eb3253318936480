/** The certificate of the pages after the start: a renewed one is taken from the disk, and of its end is told before. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:https';
import type { Logger } from 'pino';

const DAY_MS = 86_400_000;
const LOOK_EVERY_MS = 600_000;
const TELL_BEFORE_MS = 14 * DAY_MS;

/** PEM files. */
interface PairFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface Pair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** @throws what reading throws */
export async function readPair({ certFile, keyFile }: PairFiles): Promise<Pair> {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  return { cert, key };
}

export interface CertificateRenewalOptions {
  readonly server: Pick<Server, 'setSecureContext'>;
  /** What the server was made with. */
  readonly served: Pair;
  readonly files: PairFiles;
  readonly clock: () => number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly everyMs?: number;
}

export class CertificateRenewal {
  readonly #options: CertificateRenewalOptions;
  readonly #timer: NodeJS.Timeout;
  #served: Pair;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(options: CertificateRenewalOptions) {
    this.#options = options;
    this.#served = options.served;
    this.#timer = setInterval(() => void this.look(), options.everyMs ?? LOOK_EVERY_MS);
  }

  /** Serves what is on the disk if that is another pair, and tells of a near end, once a day. Never rejects. */
  async look(): Promise<void> {
    const { files, log } = this.#options;
    try {
      await this.#take();
    } catch (error) {
      // Also of a pair of which only one file is replaced so far.
      log.warn({ err: error, ...files }, 'the renewed certificate cannot be used; it is looked at again');
    }
    this.#tellOfItsEnd();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #take(): Promise<void> {
    const { server, files, log } = this.#options;
    const found = await readPair(files);
    if (found.cert.equals(this.#served.cert) && found.key.equals(this.#served.key)) return;
    server.setSecureContext(found);
    this.#served = found;
    this.#toldAt = Number.NEGATIVE_INFINITY;
    log.info({ validTo: endOf(found).toISOString() }, 'the renewed certificate is served');
  }

  #tellOfItsEnd(): void {
    const { clock, log, files } = this.#options;
    const now = clock();
    const end = endOf(this.#served);
    if (end.getTime() - now >= TELL_BEFORE_MS || now - this.#toldAt < DAY_MS) return;
    this.#toldAt = now;
    const ends = end.getTime() > now ? 'ends soon' : 'has ended';
    log.warn(
      { validTo: end.toISOString(), ...files },
      `the certificate ${ends}: put a renewed one in its place, which is served without a restart`,
    );
  }
}

/** Of the first certificate, which is the server's. */
const endOf = ({ cert }: Pair): Date => new X509Certificate(cert).validToDate;
