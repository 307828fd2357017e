import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { tokens } from '@chat2sql/plugin-platform-react';
import type { Theme } from '@material-ui/core/styles';
import { createPortalTheme } from './themes';
import { tokensCss } from './tokensCss';

const css = readFileSync(join(__dirname, 'tokens.css'), 'utf8').toLowerCase();
const base = readFileSync(
  join(
    dirname(require.resolve('@backstage/ui/package.json')),
    'dist/css/styles.css',
  ),
  'utf8',
);

describe('tokens.css', () => {
  it('says what the tokens say', () => {
    const squeeze = (text: string) => text.toLowerCase().replace(/\s+/g, ' ');
    expect(squeeze(css)).toContain(squeeze(tokensCss()).trim());
  });

  it('overrides only properties that the base style sheet has', () => {
    const names = new Set(css.match(/--bui-[a-z0-9_-]+(?=:)/g));
    expect(names.size).toBeGreaterThan(20);
    for (const name of names) expect(base).toContain(`${name}:`);
  });
});

describe.each(['light', 'dark'] as const)('%s theme', mode => {
  const theme = createPortalTheme(mode).getTheme('v4') as Theme;

  it('is made from the tokens', () => {
    expect(theme.palette.type).toBe(mode);
    expect(theme.palette.background.default).toBe(tokens[mode].ground);
    expect(theme.palette.background.paper).toBe(tokens[mode].surface);
    expect(theme.palette.primary.main).toBe(tokens[mode].link);
    expect(theme.palette.status.error).toBe(tokens[mode].tones.failed.main);
  });

  it('has the corner radius and plain button words of the design', () => {
    expect(theme.shape.borderRadius).toBe(6);
    expect(theme.typography.button.textTransform).toBe('none');
  });
});
