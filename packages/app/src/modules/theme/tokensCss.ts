import { tokens, type ModeTokens } from '@chat2sql/plugin-platform-react';
import { FONT_FAMILY } from './fonts';

/** Custom properties of one mode, the portal's own and those of the base style sheet. */
function propertiesOf(t: ModeTokens): Record<string, string> {
  const { healthy, progressing, degraded, failed, unknown } = t.tones;
  const status = (name: string, tone: { main: string; tint: string }) => ({
    [`--bui-${name}-bg`]: tone.main,
    [`--bui-${name}-bg-hover`]: tone.main,
    [`--bui-${name}-fg`]: t.surface,
    [`--bui-${name}-bg-subdued`]: tone.tint,
    [`--bui-${name}-bg-subdued-hover`]: tone.tint,
    [`--bui-${name}-fg-subdued`]: tone.main,
    [`--bui-${name}-border`]: tone.main,
    [`--bui-fg-${name}`]: tone.main,
  });
  const own: Record<string, string> = {
    '--c2s-ground': t.ground,
    '--c2s-surface': t.surface,
    '--c2s-text': t.text,
    '--c2s-muted': t.muted,
    '--c2s-link': t.link,
    '--c2s-hairline': t.hairline,
  };
  for (const [tone, { main, tint }] of Object.entries(t.tones)) {
    own[`--c2s-${tone}`] = main;
    own[`--c2s-${tone}-tint`] = tint;
  }
  t.series.forEach((color, i) => {
    own[`--c2s-series-${i + 1}`] = color;
  });
  return {
    ...own,
    '--bui-bg-app': t.ground,
    '--bui-bg-neutral-1': t.surface,
    '--bui-bg-neutral-2': unknown.tint,
    '--bui-bg-neutral-3': t.surface,
    '--bui-bg-neutral-4': unknown.tint,
    '--bui-fg-primary': t.text,
    '--bui-fg-secondary': t.muted,
    '--bui-fg-disabled': t.muted,
    '--bui-border-1': t.hairline,
    '--bui-border-2': t.muted,
    '--bui-ring': t.link,
    '--bui-accent-bg': t.link,
    '--bui-accent-bg-hover': t.link,
    '--bui-accent-fg': t.surface,
    ...status('positive', healthy),
    ...status('warning', degraded),
    ...status('negative', failed),
    ...status('announcement', progressing),
  };
}

function rule(selector: string, properties: Record<string, string>): string {
  const lines = Object.entries(properties).map(
    ([name, value]) => `  ${name}: ${value};`,
  );
  return `${selector} {\n${lines.join('\n')}\n}\n`;
}

/** The part of `tokens.css` that follows from the tokens; a test compares the two. */
export function tokensCss(): string {
  return [
    rule("[data-theme-name='chat2sql']", {
      '--bui-font-regular': FONT_FAMILY,
      '--bui-radius-2': '0.25rem',
      '--bui-radius-3': '0.375rem',
      '--bui-radius-4': '0.375rem',
    }),
    ...(['light', 'dark'] as const).map(mode =>
      rule(
        `[data-theme-name='chat2sql'][data-theme-mode='${mode}']`,
        propertiesOf(tokens[mode]),
      ),
    ),
  ].join('\n');
}
