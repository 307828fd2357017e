import { useEffect } from 'react';
import { useShadowRootElements } from '@backstage/plugin-techdocs-react';

const STYLE = `
  .md-content__inner :is(p, li, td) a { text-decoration: underline; }
  .md-content__inner pre > code:focus-visible { outline: 2px solid currentColor; }
`;

/**
 * Lives inside a documentation page: links in running text are underlined, and
 * code that scrolls sideways can be reached by the keyboard.
 */
export function ReadableContent() {
  const blocks = useShadowRootElements(['.md-content__inner pre > code']);
  useEffect(() => {
    for (const block of blocks) block.tabIndex = 0;
  }, [blocks]);
  return <style>{STYLE}</style>;
}
