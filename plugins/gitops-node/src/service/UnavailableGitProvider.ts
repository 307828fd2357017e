import { ServiceUnavailableError } from '@backstage/errors';
import type { GitProvider } from '../provider/types';

/**
 * Stands in when the `gitops` block of config is unusable: every call is
 * refused with the reason, so that plugins start, show it and keep working
 * without git.
 */
export class UnavailableGitProvider implements GitProvider {
  readonly kind = 'embedded' as const;
  readonly #reason: string;

  private constructor(reason: string) {
    this.#reason = reason;
  }

  static create(options: { reason: string }): UnavailableGitProvider {
    return new UnavailableGitProvider(options.reason);
  }

  head = () => this.#refuse();
  readTree = () => this.#refuse();
  readFile = () => this.#refuse();
  readBlob = () => this.#refuse();
  commit = () => this.#refuse();
  merge = () => this.#refuse();
  mergeConflicts = () => this.#refuse();
  mergeBase = () => this.#refuse();
  contains = () => this.#refuse();
  diff = () => this.#refuse();
  message = () => this.#refuse();
  deleteBranch = () => this.#refuse();
  onHeadChange = () => () => {};

  async #refuse(): Promise<never> {
    throw new ServiceUnavailableError(this.#reason);
  }
}
