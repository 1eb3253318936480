/** What goes with a reply: whoever reviews it sees all of it before they let it pass. */
import { Text } from '@mantine/core';
import { listCaseFiles } from '../../../shared/actions/files.ts';
import { useAsk } from '../../desk/ask.ts';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';
import { FileLink } from './reply-files.tsx';
import { fileAddress } from './send-case-file.ts';

const EVERY_MS = 5_000;

export function FilesOfReply({ caseId, replyId }: { caseId: string; replyId: string }) {
  const t = useT();
  const { data } = useAsk(listCaseFiles, { caseId }, { everyMs: EVERY_MS });
  const files = (data?.files ?? []).filter((file) => file.replyId === replyId);
  if (files.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {t('caseFiles.ofReply', { count: files.length })}
      </Text>
      <ul className={css.files}>
        {files.map((file) => (
          <li key={file.id}>
            <FileLink caseId={caseId} file={file} />{' '}
            <span className={css.quiet}>{t(file.isPublic ? 'casePane.isPublic' : 'caseFiles.notPublic')}</span>
            {file.kind === 'picture' && (
              <span className={css.photos}>
                <img src={fileAddress(caseId, file.id)} alt="" loading="lazy" />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
