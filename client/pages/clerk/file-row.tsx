import { Checkbox } from '@mantine/core';
import type { CaseFile } from '../../../shared/actions/files.ts';
import { useT } from '../../desk/texts.ts';
import css from '../../features/review/review.module.css';

/** Files of a case: pictures are seen, everything else is saved. `onChosen`: which of them are to be public. */
export function FileRow({
  files,
  caseId,
  chosen,
  onChosen,
}: {
  files: readonly CaseFile[];
  caseId: string;
  chosen?: readonly string[];
  onChosen?: (ids: readonly string[]) => void;
}) {
  const t = useT();
  if (files.length === 0) return null;
  return (
    <div className={css.files}>
      {files.map(({ id, name, kind, isPublic }) => {
        const at = `/api/cases/${caseId}/files/${id}/content`;
        return (
          <div key={id}>
            <a href={at} target="_blank" rel="noreferrer">
              {kind === 'picture' ? <img src={at} alt={name} /> : name}
            </a>
            {onChosen ? (
              <Checkbox
                size="xs"
                label={t('clerk.showFile', { name })}
                checked={chosen?.includes(id) ?? false}
                onChange={(event) =>
                  onChosen(
                    event.currentTarget.checked ? [...(chosen ?? []), id] : (chosen ?? []).filter((one) => one !== id),
                  )
                }
              />
            ) : (
              <div className={css.quiet}>{t(isPublic ? 'clerk.filePublic' : 'clerk.fileNotPublic')}</div>
            )}
          </div>
        );
      })}
    </div>
  );
}
