import {
  githubAuthApiRef,
  gitlabAuthApiRef,
  googleAuthApiRef,
  microsoftAuthApiRef,
  oktaAuthApiRef,
} from '@backstage/core-plugin-api';

/** Providers that `app.signIn.provider` may name. */
const PROVIDERS = {
  github: { title: 'GitHub', apiRef: githubAuthApiRef },
  gitlab: { title: 'GitLab', apiRef: gitlabAuthApiRef },
  google: { title: 'Google', apiRef: googleAuthApiRef },
  microsoft: { title: 'Microsoft', apiRef: microsoftAuthApiRef },
  okta: { title: 'Okta', apiRef: oktaAuthApiRef },
};

/** Settings of the stock sign-in for a configured provider; undefined for an unknown name. */
export function signInProvider(name: string | undefined) {
  if (!name || !Object.hasOwn(PROVIDERS, name)) return undefined;
  const provider = PROVIDERS[name as keyof typeof PROVIDERS];
  return { id: `${name}-auth-provider`, ...provider };
}
