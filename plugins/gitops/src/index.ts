export { gitopsPlugin as default } from './plugin';
export { changeRouteRef, rootRouteRef } from './routes';
export { gitopsTranslationRef } from './translation';
export { gitopsTranslationResource } from './translationResource';
