/** Words for the codes of what is written down (`AuditEntry`); names and reasons that people typed stay as they are. */
import { translateIfKnown } from '../i18n/i18n.ts';

/** `kind`: `who` did it, `why`, or empty for what was done. */
export const inWords = (kind: 'who' | 'why' | '', code: string): string =>
  translateIfKnown(kind === '' ? `record.${code}` : `record.${kind}.${code}`) ?? code;
