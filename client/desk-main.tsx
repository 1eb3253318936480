/** The staff's face: desks, meeting-room screen, cases. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './desk/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from './app/error-boundary.tsx';
import { Providers } from './desk/providers.tsx';
import { DeskRoutes } from './desk/routes.tsx';
import { startDeskTexts } from './desk/texts.ts';

async function start(): Promise<void> {
  await startDeskTexts();
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no root');
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <ErrorBoundary>
          <DeskRoutes />
        </ErrorBoundary>
      </Providers>
    </StrictMode>,
  );
}

void start();
