export { prometheusSourcesServiceRef } from './service';
export type * from './types';
