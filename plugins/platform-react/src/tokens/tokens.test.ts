import { tokens, type ModeTokens } from './tokens';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5]
    .map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of WCAG 2.2, section 1.4.3. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(Object.entries(tokens))('%s tokens', (_, mode: ModeTokens) => {
  it('have text of at least 5.2:1 on ground and surface', () => {
    for (const ground of [mode.ground, mode.surface]) {
      for (const text of [mode.text, mode.muted, mode.link]) {
        expect(contrast(text, ground)).toBeGreaterThanOrEqual(5.2);
      }
    }
  });

  it('have status colours of at least 5.2:1 on surface and on their tint', () => {
    for (const { main, tint } of Object.values(mode.tones)) {
      expect(contrast(main, mode.surface)).toBeGreaterThanOrEqual(5.2);
      expect(contrast(main, tint)).toBeGreaterThanOrEqual(5.0);
      expect(contrast(mode.text, tint)).toBeGreaterThanOrEqual(7);
    }
  });

  it('have series colours of at least 4.5:1 on surface, all different', () => {
    for (const color of mode.series) {
      expect(contrast(color, mode.surface)).toBeGreaterThanOrEqual(4.5);
    }
    expect(new Set(mode.series).size).toBe(4);
  });
});
