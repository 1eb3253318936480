export interface HealthCheck {
  name: string;
  /** Without an essential part the server answers 503 and a balancer sends nobody. */
  essential: boolean;
  /** Throws, rejects or takes too long when the part does not work. */
  check(): void | Promise<void>;
}

export interface HealthReport {
  status: 'ok' | 'degraded' | 'down';
  checks: Record<string, { ok: boolean; tookMs: number }>;
}

/**
 * Whether the parts of the server work. The report names parts and never the reason, which may tell an outsider too
 * much: reasons go to `onFailure`, for the log.
 */
export class Health {
  readonly #checks: readonly HealthCheck[];
  readonly #onFailure: (name: string, error: unknown) => void;
  readonly #limitMs: number;
  #stopping = false;

  constructor(checks: readonly HealthCheck[], onFailure: (name: string, error: unknown) => void, limitMs = 2_000) {
    this.#checks = checks;
    this.#onFailure = onFailure;
    this.#limitMs = limitMs;
  }

  /** From now on the report is `down`, so that a balancer takes the server out before it stops. */
  stopping(): void {
    this.#stopping = true;
  }

  async report(): Promise<HealthReport> {
    const results = await Promise.all(this.#checks.map((check) => this.#run(check)));
    const failed = this.#checks.filter((_, index) => !results[index]?.ok);
    const down = this.#stopping || failed.some(({ essential }) => essential);
    return {
      status: down ? 'down' : failed.length > 0 ? 'degraded' : 'ok',
      checks: Object.fromEntries(
        this.#checks.map(({ name }, index) => [name, results[index] ?? { ok: false, tookMs: 0 }]),
      ),
    };
  }

  async #run({ name, check }: HealthCheck): Promise<{ ok: boolean; tookMs: number }> {
    const started = performance.now();
    const tookMs = () => Math.round(performance.now() - started);
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(() => limit.reject(new Error(`no answer within ${this.#limitMs} ms`)), this.#limitMs);
    try {
      await Promise.race([Promise.resolve().then(check), limit.promise]);
      return { ok: true, tookMs: tookMs() };
    } catch (error) {
      this.#onFailure(name, error);
      return { ok: false, tookMs: tookMs() };
    } finally {
      clearTimeout(timer);
    }
  }
}
