import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { EmbeddedGitProvider } from '../embedded/EmbeddedGitProvider';
import type { GitProvider } from '../provider/types';
import type { PlatformRepository } from '../types';
import { readGitOpsConfig } from './config';
import { DefaultPlatformRepository } from './DefaultPlatformRepository';
import { UnavailableGitProvider } from './UnavailableGitProvider';

/** The git host of the portal together with the repository it works on. */
export interface GitHost {
  provider: GitProvider;
  /** Target of the platform repository at the host. */
  repo: string;
  baseBranch: string;
}

function createGitHost(
  config: Config,
  logger: { warn(message: string): void; error(message: string): void },
): GitHost {
  try {
    const { repository, embedded } = readGitOpsConfig(config);
    return {
      provider: EmbeddedGitProvider.create({
        ...embedded,
        baseBranch: repository.baseBranch,
        logger,
      }),
      repo: repository.target,
      baseBranch: repository.baseBranch,
    };
  } catch (error) {
    const reason = (error as Error).message;
    logger.error(`GitOps is not available: ${reason}`);
    return {
      provider: UnavailableGitProvider.create({ reason }),
      repo: 'platform',
      baseBranch: 'main',
    };
  }
}

/**
 * The configured git host, one per backend, so that a merge made by one plugin
 * is told to the readers in all others at once.
 */
export const gitHostServiceRef = createServiceRef<GitHost>({
  id: 'gitops.host',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
      },
      factory: ({ config, logger }) => createGitHost(config, logger),
    }),
});

/** Read access to the platform repository for every backend plugin. */
export const platformRepositoryServiceRef =
  createServiceRef<PlatformRepository>({
    id: 'gitops.platform-repository',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { host: gitHostServiceRef },
        factory: ({ host }) =>
          DefaultPlatformRepository.create({
            provider: host.provider,
            repo: host.repo,
            baseBranch: host.baseBranch,
          }),
      }),
  });
