export * from './permissions';
export * from './compose';
