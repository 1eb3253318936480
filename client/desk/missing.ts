import type { ErrorBody } from '../../shared/errors.ts';

/** Text key of what exactly a refusal misses (`details.needs`), where the server says so. */
export const missingKey = ({ code, details }: Pick<ErrorBody, 'code' | 'details'>): string | null =>
  typeof details?.needs === 'string' ? `needs.${code}.${details.needs}` : null;
