export { sloPlugin as default } from './plugin';
export { objectiveRouteRef, rootRouteRef } from './routes';
export { sloTranslationRef } from './translation';
export { sloTranslationResource } from './translationResource';
