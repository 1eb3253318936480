/** Who is on stage besides leader and citizen: helpers and departments' officers, each a picture of their own below the stage. */
import type { RemoteStream } from '../../media/remote-streams.ts';
import { useT } from '../../ui/texts.ts';
import { Picture } from './picture.tsx';

interface Props {
  streams: readonly RemoteStream[];
  /** Shown elsewhere. */
  except?: RemoteStream | undefined;
}

export function Beside({ streams, except }: Props) {
  const t = useT();
  const flowing = streams.filter((one) => one.source === 'camera' && one.flowing && one !== except);
  const signs = flowing.filter(({ from }) => from === 'signLanguage');
  const others = flowing.filter(({ from }) => from === 'officer' || from === 'interpreter');
  const pictureOf = ({ consumerId, track, from }: RemoteStream, className?: string) => (
    <Picture
      key={consumerId}
      track={track}
      flowing
      label={t(`live.role.${from === 'officer' || from === 'signLanguage' ? from : 'interpreter'}`)}
      className={className}
    />
  );
  return (
    <>
      {signs.map((one) => pictureOf(one, 'signs'))}
      {others.length > 0 && <div className="officers">{others.map((one) => pictureOf(one))}</div>}
    </>
  );
}
