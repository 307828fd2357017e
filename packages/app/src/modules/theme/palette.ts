import { tokens, type ModeTokens } from '@chat2sql/plugin-platform-react';
import { palettes } from '@backstage/theme';

type Mode = keyof typeof tokens;

/**
 * Palette of the stock components, made from the portal's tokens. Everything
 * stays a literal colour, for Material computes with it.
 */
export function paletteOf(mode: Mode) {
  const t: ModeTokens = tokens[mode];
  const { healthy, progressing, degraded, failed, unknown } = t.tones;
  return {
    ...palettes[mode],
    background: { default: t.ground, paper: t.surface },
    text: { primary: t.text, secondary: t.muted },
    divider: t.hairline,
    primary: { main: t.link },
    secondary: { main: t.tones.suspended.main },
    error: { main: failed.main },
    warning: { main: degraded.main },
    info: { main: progressing.main },
    success: { main: healthy.main },
    status: {
      ok: healthy.main,
      warning: degraded.main,
      error: failed.main,
      running: progressing.main,
      pending: unknown.main,
      aborted: unknown.main,
    },
    border: t.hairline,
    textContrast: t.text,
    textSubtle: t.muted,
    textVerySubtle: t.muted,
    highlight: degraded.tint,
    errorBackground: failed.tint,
    errorText: failed.main,
    warningBackground: degraded.tint,
    warningText: degraded.main,
    infoBackground: progressing.tint,
    infoText: progressing.main,
    link: t.link,
    linkHover: t.link,
    banner: {
      info: progressing.tint,
      error: failed.tint,
      warning: degraded.tint,
      text: t.text,
      link: t.link,
      closeButtonColor: t.text,
    },
    navigation: {
      background: t.surface,
      indicator: t.link,
      color: t.muted,
      selectedColor: t.text,
      navItem: { hoverBackground: unknown.tint },
      submenu: { background: t.surface },
    },
    tabbar: { indicator: t.link },
  };
}
