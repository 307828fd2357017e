import { ResponseError } from '@backstage/errors';
import type {
  BackstageUserIdentity,
  DiscoveryApi,
  ProfileInfo,
} from '@backstage/core-plugin-api';

/** A user that can be chosen on the sign-in page. */
export interface DemoUser {
  id: string;
  title: string;
  description?: string;
}

/** A session as the auth backend returns it. */
export interface DemoSession {
  profile: ProfileInfo;
  backstageIdentity: {
    token: string;
    expiresInSeconds?: number;
    identity: BackstageUserIdentity;
  };
}

/** Talks to the auth provider `demo-users`. */
export class DemoUsersClient {
  private constructor(private readonly discoveryApi: DiscoveryApi) {}

  static create(options: { discoveryApi: DiscoveryApi }): DemoUsersClient {
    return new DemoUsersClient(options.discoveryApi);
  }

  /**
   * The users on offer.
   *
   * @returns undefined when the backend has no such provider
   * @throws ResponseError when the backend fails
   */
  async listUsers(signal?: AbortSignal): Promise<DemoUser[] | undefined> {
    const response = await fetch(await this.url('users'), { signal });
    // A backend without the provider answers 404, or 401 because it knows no such open path.
    if (response.status === 404 || response.status === 401) return undefined;
    if (!response.ok) throw await ResponseError.fromResponse(response);
    const body: { users?: DemoUser[] } = await response.json();
    return Array.isArray(body.users) ? body.users : undefined;
  }

  /**
   * Signs a user in, or renews the session.
   *
   * @throws ResponseError when the backend refuses
   */
  async refresh(id: string): Promise<DemoSession> {
    const response = await fetch(await this.url('refresh'), {
      headers: {
        'x-demo-user': id,
        'x-requested-with': 'XMLHttpRequest',
      },
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response.json();
  }

  private async url(path: string): Promise<string> {
    return `${await this.discoveryApi.getBaseUrl('auth')}/demo-users/${path}`;
  }
}
