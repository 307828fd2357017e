export { alertmanagerServiceRef } from './service';
export type * from './types';
