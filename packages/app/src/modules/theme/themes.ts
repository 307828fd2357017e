import { tokens } from '@chat2sql/plugin-platform-react';
import {
  createUnifiedTheme,
  genPageTheme,
  type UnifiedTheme,
} from '@backstage/theme';
import { FONT_FAMILY } from './fonts';
import { paletteOf } from './palette';

const RADIUS = 6;

const heading = (fontSize: number) => ({
  fontSize,
  fontWeight: 600,
  lineHeight: 1.4,
  marginBottom: 8,
});

const typography = {
  htmlFontSize: 16,
  fontFamily: FONT_FAMILY,
  body1: { fontSize: 14, lineHeight: 1.5 },
  body2: { fontSize: 14, lineHeight: 1.5 },
  caption: { fontSize: 12 },
  overline: { fontSize: 12, textTransform: 'none' as const, letterSpacing: 0 },
  button: { textTransform: 'none' as const, fontWeight: 600 },
  h1: heading(28),
  h2: heading(24),
  h3: heading(20),
  h4: heading(18),
  h5: heading(16),
  h6: heading(14),
};

/** Styles of stock components that would stand out otherwise. */
function componentsOf(mode: keyof typeof tokens) {
  const t = tokens[mode];
  return {
    MuiButton: {
      styleOverrides: { root: { textTransform: 'none' as const } },
    },
    MuiTab: {
      styleOverrides: {
        root: {
          textTransform: 'none' as const,
          letterSpacing: 0,
          color: t.muted,
          '&:hover': { color: t.text, background: t.tones.unknown.tint },
        },
        textColorPrimary: { color: t.muted },
      },
    },
    MuiPaper: {
      styleOverrides: {
        root: { backgroundImage: 'unset' },
        elevation1: {
          boxShadow: 'none',
          border: `1px solid ${t.hairline}`,
        },
      },
    },
    MuiTableRow: {
      styleOverrides: {
        root: { '&:nth-of-type(odd)': { background: 'none' } },
      },
    },
    MuiTableCell: {
      styleOverrides: {
        root: { borderBottom: `1px solid ${t.hairline}` },
        head: { color: t.muted },
      },
    },
    // Stock styles by their own names: filter box, table head, field labels.
    CatalogReactUserListPicker: {
      styleOverrides: {
        root: { backgroundColor: t.surface, border: `1px solid ${t.hairline}` },
        title: { textTransform: 'none' as const, color: t.muted },
        groupWrapper: { margin: 4 },
      },
    },
    BackstageTableHeader: {
      styleOverrides: {
        header: {
          fontSize: 12,
          textTransform: 'none' as const,
          borderTop: `1px solid ${t.hairline}`,
          borderBottom: `1px solid ${t.hairline}`,
        },
      },
    },
    BackstageErrorPageMicDrop: {
      styleOverrides: { micDrop: { display: 'none' } },
    },
    BackstageIconLinkVertical: {
      styleOverrides: {
        label: { textTransform: 'none' as const, letterSpacing: 0 },
      },
    },
  };
}

/** Gives both versions of a theme the portal's corner radius. */
function withRadius(theme: UnifiedTheme): UnifiedTheme {
  return {
    getTheme(version) {
      const inner = theme.getTheme(version);
      if (!inner) return undefined;
      return { ...inner, shape: { borderRadius: RADIUS } } as typeof inner;
    },
  };
}

/** The portal's theme in one mode. */
export function createPortalTheme(mode: keyof typeof tokens): UnifiedTheme {
  const t = tokens[mode];
  const flat = genPageTheme({
    colors: [t.surface, t.surface],
    shape: 'none',
    options: { fontColor: t.text },
  });
  return withRadius(
    createUnifiedTheme({
      palette: paletteOf(mode),
      fontFamily: FONT_FAMILY,
      typography,
      defaultPageTheme: 'home',
      pageTheme: { home: flat },
      components: componentsOf(mode),
    }),
  );
}
