import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { BrowserRouter } from 'react-router';
import { showFigures } from '../../shared/actions/figures.ts';
import { onCommand } from '../api/call-action.ts';
import { cssVariables, theme } from './theme.ts';

export function Providers({ children }: { children: ReactNode }) {
  // Trying again is done by `callAction` itself, which knows what may be repeated.
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  // Counted anew at most once a minute by themselves; what one does oneself shows at once.
  useEffect(() => onCommand(() => void client.invalidateQueries({ queryKey: [showFigures.name] })), [client]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={4} />
      <QueryClientProvider client={client}>
        <BrowserRouter>{children}</BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
