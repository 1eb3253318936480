/** The picture on the stage of a call (C13), fetched through the call by whoever may see it now. */
import { openPicture } from '../../../shared/actions/pictures.ts';
import { useQuery } from '../../api/use-query.ts';
import { useT } from '../../ui/texts.ts';

interface SharedPictureProps {
  sessionId: string;
  callId: string;
  pictureId: string;
}

export default function SharedPicture(named: SharedPictureProps) {
  const t = useT();
  const { data } = useQuery(openPicture, named);
  return (
    <figure className="shared">
      {data ? (
        <img src={`data:image/jpeg;base64,${data.jpegBase64}`} alt={t('live.picture')} />
      ) : (
        <p role="status">{t('loading')}</p>
      )}
    </figure>
  );
}
