export { environmentsPlugin as default } from './plugin';
export { environmentRouteRef, rootRouteRef } from './routes';
export { environmentsTranslationRef } from './translation';
export { environmentsTranslationResource } from './translationResource';
