/** When the session ends; once it should have, when its last call is ended at the latest (S3). */
import type { SessionHead } from '../../../shared/views/common.ts';
import { hourMinute } from '../../desk/format.ts';
import { useT } from '../../desk/texts.ts';
import { useLanguage } from '../../i18n/i18n.ts';

export function EndTime({ session: { endsAt, overtimeUntil, zone } }: { session: SessionHead }) {
  const t = useT();
  const language = useLanguage();
  if (overtimeUntil === null) return <>{t('topBar.until', { time: hourMinute(endsAt, zone, language) })}</>;
  return (
    <strong role="status">{t('topBar.overtimeUntil', { time: hourMinute(overtimeUntil, zone, language) })}</strong>
  );
}
