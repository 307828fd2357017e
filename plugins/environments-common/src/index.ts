export * from './fold/types';
export * from './health/types';
export * from './matrix/types';
export * from './permissions';
