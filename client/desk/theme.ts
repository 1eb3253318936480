/** The desks' look: dense, system CJK fonts, contrast of at least 4.5 to 1 in both schemes. Red is kept for on air. */
import { Badge, Chip, type CSSVariablesResolver, createTheme, Modal, Notification } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'sm',
  fontFamily:
    'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono", monospace',
  fontSizes: { xs: '0.78rem', sm: '0.86rem', md: '0.95rem', lg: '1.1rem', xl: '1.3rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.35rem' }, h2: { fontSize: '1rem' } } },
  cursorType: 'pointer',
  components: {
    Badge: Badge.extend({ defaultProps: { tt: 'none' } }),
    // A whole sentence may stand in one.
    Chip: Chip.extend({
      styles: { label: { height: 'auto', whiteSpace: 'normal', lineHeight: 1.4, paddingBlock: 3 } },
    }),
    // It comes where it stays: one that slides in is missed by whoever knows where its button will be.
    Modal: Modal.extend({ defaultProps: { transitionProps: { transition: 'fade', duration: 100 } } }),
    // What a toast says below its title is to be read as well.
    Notification: Notification.extend({ styles: { description: { color: 'var(--mantine-color-dimmed)' } } }),
  },
});

const TINTED = ['blue', 'orange', 'green', 'gray', 'red', 'teal', 'grape', 'yellow'];
const textOfTints = (shade: number) =>
  Object.fromEntries(
    TINTED.map((color) => [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-${shade})`]),
  );

export const cssVariables: CSSVariablesResolver = () => ({
  // White stands on it in both schemes.
  variables: { '--urgent': '#9a3b00' },
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--warn-text)',
    '--warn-text': '#9a3b00',
    '--line': 'var(--mantine-color-gray-3)',
    '--panel': 'var(--mantine-color-white)',
    '--ground': '#f3f5f7',
    '--hover': '#eef3f8',
    '--chosen': '#dcebfa',
    '--on-air': '#c2111b',
    '--cut': '#16191c',
    '--cut-hover': '#2b3137',
    '--cut-text': '#ffffff',
    ...textOfTints(9),
    '--mantine-color-orange-light-color': '#8a3600',
    '--mantine-color-green-light-color': '#1b5e2b',
    '--mantine-color-teal-light-color': '#06594a',
    '--mantine-color-yellow-light-color': '#744100',
  },
  dark: {
    '--mantine-color-dimmed': '#aab2bb',
    '--mantine-color-placeholder': '#aab2bb',
    '--mantine-color-body': '#14171a',
    '--mantine-color-error': 'var(--warn-text)',
    '--warn-text': '#ffb07a',
    '--line': '#333a41',
    '--panel': '#1b1f23',
    '--ground': '#14171a',
    '--hover': '#232a31',
    '--chosen': '#1d3a57',
    '--on-air': '#d9262f',
    '--cut': '#f1f3f5',
    '--cut-hover': '#ffffff',
    '--cut-text': '#16191c',
    ...textOfTints(2),
  },
});
