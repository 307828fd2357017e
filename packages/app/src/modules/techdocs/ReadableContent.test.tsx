import { useShadowRootElements } from '@backstage/plugin-techdocs-react';
import { render } from '@testing-library/react';
import { ReadableContent } from './ReadableContent';

jest.mock('@backstage/plugin-techdocs-react', () => ({
  useShadowRootElements: jest.fn(),
}));

it('makes code reachable and lets the landmarks of the built page give way', () => {
  const root = document.createElement('div');
  root.innerHTML = `<main class="md-main" data-md-component="main">
    <div class="md-content__inner"><pre><code>kubectl</code></pre></div>
    </main><footer class="md-footer">next</footer>`;
  jest
    .mocked(useShadowRootElements)
    .mockImplementation(selectors => [
      ...root.querySelectorAll<any>(selectors.join()),
    ]);
  render(<ReadableContent />);
  expect(root.querySelector('code')).toHaveAttribute('tabindex', '0');
  expect(root.querySelector('main, footer')).toBeNull();
  expect(root.querySelector('.md-main')).toHaveAttribute(
    'data-md-component',
    'main',
  );
  expect(root.querySelector('.md-main code')).toHaveTextContent('kubectl');
  expect(root.querySelector('.md-footer')).toHaveTextContent('next');
});
