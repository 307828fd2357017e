export { compliancePlugin as default } from './plugin';
export { frameworkRouteRef, resultsRouteRef, rootRouteRef } from './routes';
export { complianceTranslationRef } from './translation';
export { complianceTranslationResource } from './translationResource';
