/** The frame of every page: settings, the banner for a lost network, one heading that takes the focus when it changes. */
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { Link } from '../app/router.tsx';
import { changeLanguage, useLanguage } from '../i18n/i18n.ts';
import { setElderMode, useElderMode } from './elder-mode.ts';
import { useT } from './texts.ts';

let hasOpened = false;

interface PageProps {
  title: string;
  /** The heading when it should say more, or something else, than the browser's title. */
  heading?: ReactNode;
  /** `narrow` for one thing to do; `wide` for two columns on a desk screen. */
  width?: 'narrow' | 'wide';
  /** Pages of a running call have no way out by accident. */
  calm?: boolean;
  children: ReactNode;
}

export function Page({ title, heading, width = 'narrow', calm = false, children }: PageProps) {
  const t = useT();
  const top = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = `${title} · ${t('brand')}`;
    // Also where another step took the place of the one that had the focus, but never as the browser opens the page.
    const isLost = hasOpened && document.activeElement === document.body;
    if (!first.current || isLost) top.current?.focus({ preventScroll: false });
    first.current = false;
    hasOpened = true;
  }, [title, t]);
  return (
    <>
      <a className="skip" href="#main">
        {t('page.skip')}
      </a>
      <TopBar calm={calm} />
      <OfflineBanner />
      <main id="main" className={`page ${width}`}>
        <h1 ref={top} tabIndex={-1}>
          {heading ?? title}
        </h1>
        {children}
      </main>
    </>
  );
}

function TopBar({ calm }: { calm: boolean }) {
  const t = useT();
  const elder = useElderMode();
  const language = useLanguage();
  return (
    <header className="topbar">
      {calm ? (
        <span className="brand">{t('brand')}</span>
      ) : (
        <Link href="/" className="brand">
          {t('brand')}
        </Link>
      )}
      <div className="settings">
        <button type="button" aria-pressed={elder} onClick={() => setElderMode(!elder)}>
          {t(elder ? 'page.normalType' : 'page.largeType')}
        </button>
        <button
          type="button"
          lang={language === 'en' ? 'zh-CN' : 'en'}
          onClick={() => void changeLanguage(language === 'en' ? 'zh-CN' : 'en')}
        >
          {language === 'en' ? '中文' : 'English'}
        </button>
      </div>
    </header>
  );
}

const subscribeOnline = (listener: () => void) => {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
};

function OfflineBanner() {
  const t = useT();
  const online = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  return (
    <div role="status" className="banner-place">
      {!online && <p className="banner">{t('connection.offline')}</p>}
    </div>
  );
}
