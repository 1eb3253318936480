/** Which counties a mode serves: a demo county has passwords that everybody knows, a real one has real people. */
import { type Config, ConfigError } from '../config.ts';

interface County {
  readonly id: string;
  readonly name: string;
  readonly demo: boolean;
}

const OTHER_DATA = 'another DIRECTLINE_DATA_DIR (or DATABASE_URL)';

/** @throws ConfigError with what to do, when the data hold a county that this mode must not serve, or none to serve */
export function assertCountiesFit(mode: Config['mode'], counties: readonly County[]): void {
  const fault = mode === 'production' ? productionFault(counties) : demoFault(counties);
  if (fault) throw new ConfigError([{ variable: 'DIRECTLINE_MODE', fault }]);
}

/** What stands against adding a real county to these data; `null`: nothing. */
export const realCountyFault = (counties: readonly County[]): string | null => {
  const demo = counties.find((county) => county.demo);
  return demo
    ? `the data hold the demo county ${named(demo)}, whose passwords everybody knows; give the real county data of its own: ${OTHER_DATA}.`
    : null;
};

function productionFault(counties: readonly County[]): string | null {
  if (counties.length === 0) {
    return 'is production, and there is no county yet. Describe it in a file and run: npm run county -- FILE.json (docs/operating.md).';
  }
  const fault = realCountyFault(counties);
  return fault && `is production, but ${fault}`;
}

function demoFault(counties: readonly County[]): string | null {
  const real = counties.find((county) => !county.demo);
  return real
    ? `is demo, but the data hold ${named(real)}, which is no demo county; set DIRECTLINE_MODE=production to serve it, or give the demo ${OTHER_DATA}.`
    : null;
}

const named = ({ name, id }: County): string => `${name} (${id})`;
