/** Photos that the citizen added, beside the matter. */
import { Text } from '@mantine/core';
import { listCaseFiles } from '../../../shared/actions/files.ts';
import { useAsk } from '../../desk/ask.ts';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';
import { fileAddress } from './send-case-file.ts';

/** What others added is seen within so long. */
const EVERY_MS = 5_000;

export function CitizenFiles({ caseId }: { caseId: string }) {
  const t = useT();
  const { data } = useAsk(listCaseFiles, { caseId }, { everyMs: EVERY_MS });
  const files = (data?.files ?? []).filter(({ byCitizen }) => byCitizen);
  if (files.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('caseFiles.ofCitizen', { count: files.length })}
      </Text>
      <div className={css.photos}>
        {files.map(({ id, isPublic }, index) => (
          <a key={id} href={fileAddress(caseId, id)} target="_blank" rel="noreferrer">
            <img
              src={fileAddress(caseId, id)}
              alt={t(isPublic ? 'caseFiles.photoPublic' : 'caseFiles.photo', { number: index + 1 })}
              loading="lazy"
            />
          </a>
        ))}
      </div>
    </div>
  );
}
