export * from './errors';
export * from './types';
export * from './provider/types';
export {
  EmbeddedGitProvider,
  type EmbeddedGitProviderOptions,
} from './embedded/EmbeddedGitProvider';
export { PORTAL_IDENTITY } from './embedded/seed';
export { DefaultPlatformRepository } from './service/DefaultPlatformRepository';
export {
  gitHostServiceRef,
  platformRepositoryServiceRef,
  type GitHost,
} from './service/serviceRefs';
