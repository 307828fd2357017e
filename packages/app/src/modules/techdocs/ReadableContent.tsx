import { useEffect } from 'react';
import { useShadowRootElements } from '@backstage/plugin-techdocs-react';

const STYLE = `
  .md-content__inner :is(p, li, td) a { text-decoration: underline; }
  .md-content__inner pre > code:focus-visible { outline: 2px solid currentColor; }
`;

/** Puts an element without meaning of its own in the place of another. */
function replaceByDiv(element: HTMLElement): void {
  const plain = document.createElement('div');
  for (const { name, value } of element.attributes) {
    plain.setAttribute(name, value);
  }
  plain.append(...element.childNodes);
  element.replaceWith(plain);
}

/**
 * Lives inside a documentation page: links in running text are underlined, code
 * that scrolls sideways can be reached by the keyboard, and the landmarks of
 * the built page give way to those of the portal.
 */
export function ReadableContent() {
  const blocks = useShadowRootElements(['.md-content__inner pre > code']);
  const landmarks = useShadowRootElements(['main', 'footer', 'header']);
  useEffect(() => {
    for (const block of blocks) block.tabIndex = 0;
    for (const landmark of landmarks) replaceByDiv(landmark);
  }, [blocks, landmarks]);
  return <style>{STYLE}</style>;
}
