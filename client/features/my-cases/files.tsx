/** Files of an own case: the photos that its citizen added, and what came with an answer. */
import type { CaseFile } from '../../../shared/actions/files.ts';
import { useMyT } from './texts.ts';

const contentOf = (caseId: string, fileId: string) => `/api/my/cases/${caseId}/files/${fileId}/content`;

interface FilesProps {
  caseId: string;
  files: readonly CaseFile[];
}

export function OwnPhotos({ caseId, files }: FilesProps) {
  const t = useMyT();
  const own = files.filter(({ byCitizen }) => byCitizen);
  if (own.length === 0) return null;
  return (
    <ul className="my-files">
      {own.map(({ id, isPublic }, index) => (
        <li key={id}>
          <img src={contentOf(caseId, id)} alt={t('my.photo', { number: index + 1 })} loading="lazy" />
          <span className="soft">{t(isPublic ? 'my.photoPublic' : 'my.photoNotPublic')}</span>
        </li>
      ))}
    </ul>
  );
}

/** Of one answer. */
export function AnswerFiles({ caseId, files }: FilesProps) {
  const t = useMyT();
  if (files.length === 0) return null;
  return (
    <ul className="my-files">
      {files.map(({ id, kind, name }) => (
        <li key={id}>
          {kind === 'picture' ? (
            <img src={contentOf(caseId, id)} alt={t('my.answerPicture', { name })} loading="lazy" />
          ) : (
            <a className="link-row" href={contentOf(caseId, id)}>
              {t('my.answerFile', { name })}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
