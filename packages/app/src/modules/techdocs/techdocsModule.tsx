import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TechDocsAddonLocations } from '@backstage/plugin-techdocs-react';
import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';
import { ReadableContent } from './ReadableContent';

/** Makes documentation pages readable by keyboard and without telling colours apart. */
export const techdocsModule = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [
    AddonBlueprint.make({
      name: 'readable-content',
      params: {
        name: 'ReadableContent',
        location: TechDocsAddonLocations.Content,
        component: ReadableContent,
      },
    }),
  ],
});
