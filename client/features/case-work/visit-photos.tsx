/** Photos of one visit, small; each opens by itself. */
import { listCaseFiles } from '../../../shared/actions/files.ts';
import { useAsk } from '../../desk/ask.ts';
import { useT } from '../../desk/texts.ts';
import css from './case-work.module.css';
import { fileAddress } from './send-case-file.ts';

export function VisitPhotos({ caseId, visitId }: { caseId: string; visitId: string }) {
  const t = useT();
  const { data } = useAsk(listCaseFiles, { caseId });
  const photos = (data?.files ?? []).filter((file) => file.visitId === visitId);
  return (
    <span className={css.photos}>
      {photos.map(({ id }, index) => (
        <a key={id} href={fileAddress(caseId, id)} target="_blank" rel="noreferrer">
          <img src={fileAddress(caseId, id)} alt={t('visit.photo', { number: index + 1 })} loading="lazy" />
        </a>
      ))}
    </span>
  );
}
