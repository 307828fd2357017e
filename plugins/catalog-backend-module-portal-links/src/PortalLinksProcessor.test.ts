import { PortalLinksProcessor } from './PortalLinksProcessor';

const processor = new PortalLinksProcessor({
  baseUrl: 'https://portal.example.com/',
});
const entity = (links: any) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 's', ...(links === undefined ? {} : { links }) },
});

describe('PortalLinksProcessor', () => {
  it.each([
    ['/slo?search=backend', 'https://portal.example.com/slo?search=backend'],
    ['/', 'https://portal.example.com/'],
    ['https://istio.io/latest', 'https://istio.io/latest'],
    ['//elsewhere.example.com', '//elsewhere.example.com'],
    ['/\\elsewhere.example.com', '/\\elsewhere.example.com'],
    ['slo', 'slo'],
  ])('turns %s into %s', async (url, expected) => {
    const result = await processor.preProcessEntity(
      entity([{ url, title: 'x' }]),
    );
    expect(result.metadata.links).toEqual([{ url: expected, title: 'x' }]);
  });

  it('leaves entities without links, and links that are no objects, alone', async () => {
    const plain = entity(undefined);
    expect(await processor.preProcessEntity(plain)).toBe(plain);
    const odd = entity([null, 5, { title: 'x' }]);
    expect((await processor.preProcessEntity(odd)).metadata.links).toEqual([
      null,
      5,
      { title: 'x' },
    ]);
  });
});
