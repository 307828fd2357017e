export * from './annotations';
export * from './environment';
export * from './freshness';
export * from './kube/types';
export * from './problem';
export * from './status';
export * from './yaml/parseDocuments';
