import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';

/** Position of a section on the home page; lower comes first. */
export const homeSectionOrderDataRef = createExtensionDataRef<number>().with({
  id: 'platform.home-section-order',
});

/**
 * A section of the home page: one plugin's answer to "what needs attention
 * now?". The section draws its own heading (h2) and, when all is well, says so
 * in one quiet line.
 */
export const HomeSectionBlueprint = createExtensionBlueprint({
  kind: 'home-section',
  attachTo: { id: 'page:home', input: 'sections' },
  output: [coreExtensionData.reactElement, homeSectionOrderDataRef],
  *factory(
    params: { order: number; loader: () => Promise<JSX.Element> },
    { node },
  ) {
    yield coreExtensionData.reactElement(
      ExtensionBoundary.lazy(node, params.loader),
    );
    yield homeSectionOrderDataRef(params.order);
  },
});
