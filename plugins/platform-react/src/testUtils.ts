export * from './testing/translations';
