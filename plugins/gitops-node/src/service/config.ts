import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** The `gitops` block of config, with its defaults applied. */
export interface GitOpsConfig {
  provider: 'embedded';
  repository: {
    /** Name of the platform repository on its host. */
    target: string;
    baseBranch: string;
  };
  embedded: { directory: string; seed?: string };
}

/** Reads the `gitops` block. @throws InputError naming the key, what was found and what is allowed */
export function readGitOpsConfig(root: Config): GitOpsConfig {
  const config = root.getOptionalConfig('gitops');
  const provider = config?.getOptionalString('provider') ?? 'embedded';
  if (provider !== 'embedded') {
    throw new InputError(
      `config key gitops.provider: found "${provider}"; allowed: embedded`,
    );
  }
  const directory = config?.getOptionalString('embedded.directory');
  if (directory === undefined) {
    throw new InputError(
      'config key gitops.embedded.directory is missing: the directory that holds the embedded git repositories',
    );
  }
  return {
    provider,
    repository: {
      target:
        config?.getOptionalString('repositories.platform.target') ?? 'platform',
      baseBranch:
        config?.getOptionalString('repositories.platform.baseBranch') ?? 'main',
    },
    embedded: {
      directory,
      seed: config?.getOptionalString('embedded.seed'),
    },
  };
}
