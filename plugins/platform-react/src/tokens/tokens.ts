import type { StatusTone } from '@chat2sql/plugin-platform-common';

/** Colour of a status tone: `main` passes 5.2:1 on surface and on `tint`. */
export interface ToneColors {
  main: string;
  tint: string;
}

/** Literal colours of one mode; the theme and the style sheet are made from them. */
export interface ModeTokens {
  ground: string;
  surface: string;
  text: string;
  muted: string;
  link: string;
  hairline: string;
  tones: Record<StatusTone, ToneColors>;
  /** Colours of chart series in order; never more than these four. */
  series: readonly [string, string, string, string];
}

/** Colours of the portal in both modes: the one place where they are written. */
export const tokens: Record<'light' | 'dark', ModeTokens> = {
  light: {
    ground: '#F5F7F9',
    surface: '#FFFFFF',
    text: '#1B2430',
    muted: '#56616E',
    link: '#0A5FC2',
    hairline: '#DDE3E9',
    tones: {
      healthy: { main: '#146C43', tint: '#E3F5EA' },
      progressing: { main: '#0A5FC2', tint: '#E2EEFC' },
      degraded: { main: '#8A5200', tint: '#FCEFD6' },
      failed: { main: '#B4232A', tint: '#FCE6E6' },
      unknown: { main: '#56616E', tint: '#E9EDF1' },
      missing: { main: '#56616E', tint: '#E9EDF1' },
      suspended: { main: '#6247C2', tint: '#EEEAFB' },
    },
    series: ['#0A5FC2', '#0F7B6C', '#A5318A', '#6B5416'],
  },
  dark: {
    ground: '#10161C',
    surface: '#18202A',
    text: '#E8EDF2',
    muted: '#A3AFBB',
    link: '#7AB8FF',
    hairline: '#2B3641',
    tones: {
      healthy: { main: '#56C996', tint: '#123524' },
      progressing: { main: '#7AB8FF', tint: '#12304F' },
      degraded: { main: '#F2B84B', tint: '#3D2C0C' },
      failed: { main: '#FF9494', tint: '#4A1B1E' },
      unknown: { main: '#A3AFBB', tint: '#2A333D' },
      missing: { main: '#A3AFBB', tint: '#2A333D' },
      suspended: { main: '#BDACFF', tint: '#2C2450' },
    },
    series: ['#7AB8FF', '#4FD1BE', '#F29AD9', '#D9C38A'],
  },
};

/** Tokens of a Material theme's mode. */
export function tokensOf(theme: { palette: { type: string } }): ModeTokens {
  return tokens[theme.palette.type === 'dark' ? 'dark' : 'light'];
}
