import type {
  BackstageUserIdentity,
  IdentityApi,
  ProfileInfo,
} from '@backstage/core-plugin-api';
import type { DemoSession, DemoUsersClient } from './demoUsersClient';
import { rememberDemoUser } from './demoUserMemory';

/** Renewed this long before it ends. */
const MARGIN_MS = 60_000;

/** Life of a token that does not tell its own. */
const DEFAULT_LIFE_MS = 3_600_000;

/** When a session ends, in milliseconds since the epoch. */
function endOf(session: DemoSession, now: number): number {
  const { expiresInSeconds, token } = session.backstageIdentity;
  if (expiresInSeconds !== undefined) return now + expiresInSeconds * 1000;
  try {
    const payload = token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    const { exp } = JSON.parse(atob(payload));
    if (typeof exp === 'number') return exp * 1000;
  } catch {
    // Not a readable token: the default life applies.
  }
  return now + DEFAULT_LIFE_MS;
}

/**
 * The identity of a demo user. The token is renewed before it ends; calls that
 * come while it is being renewed share one request.
 */
export class DemoUserIdentity implements IdentityApi {
  private endsAt: number;
  private renewal?: Promise<void>;

  private constructor(
    private readonly client: DemoUsersClient,
    private readonly id: string,
    private session: DemoSession,
  ) {
    this.endsAt = endOf(session, Date.now());
  }

  /**
   * Signs the user in and remembers the choice.
   *
   * @throws ResponseError when the backend refuses
   */
  static async signIn(options: {
    client: DemoUsersClient;
    id: string;
  }): Promise<DemoUserIdentity> {
    const session = await options.client.refresh(options.id);
    rememberDemoUser(options.id);
    return new DemoUserIdentity(options.client, options.id, session);
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return this.session.backstageIdentity.identity;
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return this.session.profile;
  }

  async getCredentials(): Promise<{ token?: string }> {
    if (Date.now() > this.endsAt - MARGIN_MS) {
      this.renewal ??= this.renew().finally(() => {
        this.renewal = undefined;
      });
      await this.renewal;
    }
    return { token: this.session.backstageIdentity.token };
  }

  async signOut(): Promise<void> {
    rememberDemoUser(undefined);
  }

  private async renew(): Promise<void> {
    const session = await this.client.refresh(this.id);
    this.session = session;
    this.endsAt = endOf(session, Date.now());
  }
}
